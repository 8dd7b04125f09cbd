// policy: production
// outcome: completed [9,9,"gone"]
// why: arguments that are tied to the variables of a function that is suspended and then collected
let held;
const make = function* (value) {
  held = arguments;
  yield;
  return value;
};
let generator = make(1);
generator.next();
held[0] = 9;
const first = generator.next().value;
generator = null;
for (let i = 0; i < 3000; i++) {
  const cycle = {};
  cycle.cycle = cycle;
}
const second = held[0];
held[0] = "gone";
[first, second, held[0]];
