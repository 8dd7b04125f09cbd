// policy: production
// outcome: completed ["xREPx","[0]","x"]
// why: a match that claims to be elsewhere must not make the copy start or end outside of the text
const result = (index, length) => {
  const pattern = /never/;
  pattern.exec = () => {
    pattern.exec = () => null;
    return { index, length: 1, 0: "a".repeat(length), groups: undefined };
  };
  return pattern;
};
[
  "xax".replace(result(1, 1), "REP"),
  "xax".replace(result(-5, 9), (_, at) => `[${at}]`),
  "x".replace(result(2 ** 40, 1), ""),
];
