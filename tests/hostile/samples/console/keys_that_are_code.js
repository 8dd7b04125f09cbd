// policy: production
// outcome: completed 0
// console: [["log","{\n  \"it's\": 1,\n  'a-b': 2,\n  '\\n\\x1b[2J': 3,\n  __proto__: 4,\n  '': 6,\n  [Symbol(s)]: 5\n}"]]
// why: names of properties may hold quotes, line breaks, terminal codes or nothing
const object = { "it's": 1, "a-b": 2, "\n\x1b[2J": 3, ["__proto__"]: 4, [Symbol("s")]: 5, "": 6 };
console.log(object);
0;
