// policy: production
// outcome: threw ""
// thrown: {"$type":"object","class":"","properties":{}}
// why: a thrown instance of a class that is a proxy: even its class has traps
const Trap = new Proxy(class {}, {
  get(target, key) {
    if (key === "prototype") return target.prototype;
    for (;;);
  },
});
const thrown = new Trap();
Object.setPrototypeOf(thrown, { constructor: Trap });
throw thrown;
