// policy: production
// outcome: completed ["done",[],"done"]
// why: the guard counts calls that are inside one another at the same time, and nothing stays counted after throws, generators and awaits
const deeper = (n) => {
  if (n === 0) throw "done";
  deeper(n - 1);
};
const caught = () => {
  try {
    deeper(240);
  } catch (value) {
    return value;
  }
};
let last;
for (let i = 0; i < 1000; i++) last = caught();
function* open() {
  for (;;) yield 1;
}
const held = [];
for (let i = 0; i < 1000; i++) {
  const generator = open();
  generator.next();
  held.push(generator);
}
for (let i = 0; i < 1000; i++) (async () => await new Promise(() => undefined))();
[last, held.filter((generator) => generator.next().value !== 1), caught()];
