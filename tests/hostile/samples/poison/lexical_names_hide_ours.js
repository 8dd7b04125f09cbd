// policy: production
// kind: script
// outcome: completed [1,{"a":{"$type":"map","entries":[]}}]
// console: [["log","Map(0) {} [ 1 ]"],["log","tick"]]
// why: names declared at the top of a script hide the global ones from all other scripts
const { log } = globalThis.console;
const map = new globalThis.Map();
globalThis.setTimeout(log, 1, "tick");
let Array = 1,
  Map = 2,
  String = 3,
  Reflect = 4,
  JSON = 5,
  Uint8Array = 6,
  Error = 7,
  RegExp = 8,
  Symbol = 9;
const p = 1,
  host = 2,
  parseInt = 3,
  Object = 4,
  encode = 5,
  records = 6,
  console = 7,
  setTimeout = 8;
class Promise {}
function Number() {}
log(map, [1]);
[1, { a: map }];
