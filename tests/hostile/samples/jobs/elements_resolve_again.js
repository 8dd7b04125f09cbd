// policy: production
// outcome: completed [["a","b"],2]
// why: the functions that Promise.all hands out are kept, and called again after everything is settled
const kept = [];
let thens = 0;
const thenable = (value) => ({
  then(resolve) {
    thens++;
    kept.push(resolve);
    resolve(value);
  },
});
const all = Promise.all([thenable("a"), thenable("b")]);
all.then(() => {
  for (const resolve of kept) for (let i = 0; i < 100; i++) resolve("late" + i);
});
all.then((values) => [values, thens]);
