// policy: production
// outcome: completed [0,"TypeError",false]
// console: [["log","alone"],["log","by another"]]
// why: our functions are called in every way but the usual one
const { log } = console;
log("alone");
log.call({ log: null }, "by another");
let name;
try {
  new log();
} catch (error) {
  name = error.name;
}
[log.length, name, "prototype" in log];
