// policy: production
// outcome: threw ""
// thrown: {"$type":"object","class":"","properties":{"a":1}}
// console: [["log","[Function (anonymous)] { a: 1 }"],["log","{ g: [Getter] }"]]
// why: the description of an accessor has no value of its own, but inherits what the guest puts there
class Named {
  a = 1;
  static get name() {
    return "never";
  }
}
const nameless = Object.defineProperty(() => 0, "name", { get: () => "never" });
const thrown = new Named();
Object.defineProperty(Object.prototype, "value", { value: "forged", configurable: true });
console.log(nameless, thrown);
console.log({
  get g() {
    return 1;
  },
});
throw thrown;
