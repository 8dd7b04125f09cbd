// policy: production
// outcome: completed 0
// console: [["log","__proto__: 1"],["log","constructor: 1"],["log","__proto__: 2"],["warn","No such timer: toString"],["log","default: 1"]]
// why: labels that mean something to whoever keeps counts in a plain object
console.count("__proto__");
console.count("constructor");
console.count("__proto__");
console.timeEnd("toString");
console.count();
0;
