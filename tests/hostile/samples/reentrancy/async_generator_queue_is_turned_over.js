// policy: production
// outcome: completed ["n:1","r:5","n:undefined"] or completed ["n:1","r:5","n:undefined","t:late"]
// why: next, return and throw are asked for all at once, from within the answers too
const order = [];
const generator = (async function* () {
  try {
    yield 1;
    yield 2;
  } finally {
    generator.throw("late").catch((error) => order.push("t:" + error));
  }
})();
const done = [
  generator.next().then(({ value }) => order.push("n:" + value)),
  generator.return(5).then(({ value }) => order.push("r:" + value)),
  generator.next().then(({ value }) => order.push("n:" + value)),
];
Promise.all(done)
  .then(() => undefined)
  .then(() => undefined)
  .then(() => undefined)
  .then(() => order);
