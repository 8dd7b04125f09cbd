// policy: production
// outcome: completed [{"0":[1],"1":[2]},["k"]]
// why: the callback that names the group changes the list and returns a name that is code
const items = [1, 2, 3, 4];
const groups = Object.groupBy(items, (_, i) => {
  items.length = 2;
  return { toString: () => ((items.length = 2), String(i)) };
});
[{ ...groups }, [...Map.groupBy([1], () => "k").keys()]];
