// policy: production
// outcome: completed [true,true,"Object",[]]
// why: the console's prototypes could lead out, or be shared with something of ours
const first = Object.getPrototypeOf(console);
const odd = Object.entries(Object.getOwnPropertyDescriptors(console)).filter(
  ([, descriptor]) =>
    !descriptor.configurable || !descriptor.writable || typeof descriptor.value !== "function",
);
[
  Object.getPrototypeOf(first) === Object.prototype,
  Reflect.ownKeys(first).length === 0,
  console.constructor.name,
  odd.map(([name]) => name),
];
