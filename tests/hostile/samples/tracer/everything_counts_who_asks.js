// policy: production
// outcome: completed ["{}",{"toPrimitive":3,"valueOf":"function valueOf() { [native code] }11","toString":"function toString() { [native code] }1"}]
// why: getters, traps and conversions on every value that passes a hook
const counts = {};
const count = (name) => (counts[name] = (counts[name] ?? 0) + 1);
const spy = (name) => new Proxy(function () {}, new Proxy({}, {
  get(_, trap) {
    count(name + "." + trap);
    return undefined;
  },
}));
const trap = {
  get name() { return count("name"); },
  get message() { return count("message"); },
  get stack() { return count("stack"); },
  get constructor() { return count("constructor"); },
  get length() { return count("length"); },
  toString() { return count("toString"); },
  valueOf() { return count("valueOf"); },
  toJSON() { return count("toJSON"); },
  get then() { return count("then"); },
  get [Symbol.toStringTag]() { return count("tag"); },
  get [Symbol.toPrimitive]() { count("toPrimitive"); return undefined; },
  get [Symbol.iterator]() { return count("iterator"); },
};
function give(value) { return value; }
const arrow = (value) => value;
function fling(value) {
  try { throw value; } catch (error) { return error; }
}
for (const value of [trap, spy("a"), Object.setPrototypeOf([], trap), Object.setPrototypeOf(() => {}, spy("b"))]) {
  give(value, value);
  arrow(value);
  fling(value);
  new give(value);
  give.call(value, value);
  let x = value;
  x = value;
}
const before = JSON.stringify(counts);
let s = "";
s += trap;
s = s + trap;
s = `${s}${trap}`;
[before, counts];
