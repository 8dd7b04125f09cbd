// policy: production
// outcome: completed ["outer"] or completed ["inner","outer"]
// why: what an async generator is told to return is a thenable that tells it to return again
const order = [];
const generator = (async function* () {})();
const inner = () => generator.return("inner").then(({ value }) => order.push(value));
const outer = generator.return({
  then(resolve) {
    inner();
    resolve("outer");
  },
});
outer.then(({ value }) => order.push(value)).then(() => order.toSorted());
