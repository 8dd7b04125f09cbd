// policy: production
// outcome: completed ["ReferenceError",["a","b"],5]
// why: code that runs while a class is being made, in its keys, its heritage and its static parts
let end;
try {
  class Early {
    static [(() => new Early())()] = 1;
  }
} catch (error) {
  end = error.name;
}
class Base {}
const heritage = new Proxy(Base, {
  get(target, key) {
    if (key === "prototype") Object.setPrototypeOf(Base.prototype, null);
    return target[key];
  },
});
class Late extends heritage {
  [(Late2 = class {}, "a")] = 1;
  ["b"] = 2;
  static {
    delete this.name;
    this.five = 5;
  }
}
var Late2;
[end, Object.keys(new Late()), Late.five];
