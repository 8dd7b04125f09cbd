// policy: production
// outcome: completed {"a":[1,2,{"b":"c"}],"m":{"$type":"map","entries":[["x","y"]]}}
// why: adding a property to an object of ours would call a setter of the guest's and hand it over
const trap = {
  __proto__: null,
  configurable: true,
  get() {
    for (;;);
  },
  set() {
    for (;;);
  },
};
const result = { a: [1, 2, { b: "c" }], m: new Map([["x", "y"]]) };
const { defineProperty } = Reflect;
const [everything, lists] = [Object.prototype, Array.prototype];
const names = "0 1 2 kind value holder step depth root heap text more run bytes nodes".split(" ");
for (let i = 0; i < names.length; i++) {
  defineProperty(everything, names[i], trap);
  defineProperty(lists, names[i], trap);
}
result;
