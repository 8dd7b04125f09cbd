// policy: production
// outcome: completed ["a1b","x-y"]
// why: the pieces of a template, and what goes between them, are read and converted one by one
const pieces = {
  raw: {
    get length() {
      return 2;
    },
    get 0() {
      Object.defineProperty(pieces.raw, 1, { value: { toString: () => "b" } });
      return "a";
    },
  },
};
const text = "x,y".replaceAll(",", {
  [Symbol.toPrimitive]: () => "-",
});
[String.raw(pieces, { toString: () => "1" }, 2), text];
