// policy: production
// outcome: completed [1,false,["a","c"]]
// why: reading the first property deletes the others, whose names have been listed already
const source = {
  get a() {
    delete source.b;
    Object.defineProperty(source, "c", { value: undefined, enumerable: true });
    return 1;
  },
  b: 2,
  c: 3,
};
const spread = { ...source };
[spread.a, spread.b === 2 || spread.c === 3, Object.keys(Object.assign({}, source))];
