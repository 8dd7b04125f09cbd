// policy: production
// outcome: completed [{"$type":"object","class":"","properties":{"x":1}},{"$type":"object","class":"","properties":{"y":2}},{"$type":"object","class":"","properties":{"z":3}}]
// why: three ways to make the name of a class a piece of code
const trap = () => {
  for (;;);
};
class Named {
  static get name() {
    for (;;);
  }
}
const constructorIsCode = Object.create({}, {});
Object.defineProperty(constructorIsCode, "constructor", { get: trap });
const behindProxy = Object.create(
  new Proxy({}, { get: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap, has: trap }),
);
[
  Object.assign(new Named(), { x: 1 }),
  Object.assign(Object.create(constructorIsCode), { y: 2 }),
  Object.defineProperty(behindProxy, "z", { value: 3, enumerable: true }),
];
