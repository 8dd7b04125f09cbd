// policy: production
// outcome: completed [{"$type":"object","class":"TrapMap","properties":{"[[value]]":{"$type":"map","entries":[[1,2]]}}},{"$type":"object","class":"TrapDate","properties":{"[[value]]":{"$type":"date","ms":0,"iso":"1970-01-01T00:00:00.000Z"}}},{"$type":"object","class":"TrapArray","properties":{"[[value]]":[7]}}]
// why: a subclass can override everything that one would use to read it
const trap = () => {
  for (;;);
};
class TrapMap extends Map {}
class TrapDate extends Date {}
class TrapArray extends Array {}
const made = [new TrapMap([[1, 2]]), new TrapDate(0), TrapArray.of(7)];
for (const name of ["forEach", "entries", "keys", "values", "get", "has", Symbol.iterator]) {
  TrapMap.prototype[name] = TrapArray.prototype[name] = trap;
}
Object.defineProperty(TrapMap.prototype, "size", { get: trap });
for (const name of ["getTime", "valueOf", "toISOString", "toString", "toJSON", Symbol.toPrimitive]) {
  TrapDate.prototype[name] = trap;
}
made;
