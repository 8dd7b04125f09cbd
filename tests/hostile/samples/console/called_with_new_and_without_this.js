// policy: production
// outcome: completed ["TypeError",true]
// console: [["log","a"],["warn","b"],["log","c"]]
// why: functions of the console are bound: they need no `this` and can't be constructed
const { log } = console;
log.call(null, "a");
Reflect.apply(console.warn, { hostile: 1 }, ["b"]);
["c"].forEach((text) => log(text));
let end;
try {
  new log("d");
} catch (error) {
  end = error.name;
}
[end, Object.isExtensible(console)];
