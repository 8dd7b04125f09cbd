// policy: production
// outcome: completed {"a":1,"e":{"$type":"object","class":"E","properties":{}}}
// why: a property descriptor inherits what the guest puts on the prototype of everything
const result = { a: 1, e: new (class E {})() };
Object.prototype.value = "polluted";
Object.prototype.enumerable = false;
Object.prototype.writable = true;
for (const name of ["value", "enumerable", "writable"]) {
  Object.defineProperty(Object.prototype, name, { enumerable: false });
}
result;
