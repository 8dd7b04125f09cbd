// policy: production
// outcome: completed 0
// why: toString, valueOf, inspect and their like are code
const trap = () => {
  for (;;);
};
const value = { toString: trap, valueOf: trap, toJSON: trap, inspect: trap };
value[Symbol.toPrimitive] = value[Symbol.for("nodejs.util.inspect.custom")] = trap;
console.log("%s %d %i %f %j %o %O %c", value, value, value, value, value, value, value, value);
console.table(value);
console.dir(value);
console.assert(false, value);
0;
