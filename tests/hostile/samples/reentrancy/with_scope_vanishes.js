// policy: production
// kind: script
// outcome: completed [2,"outer",2]
// why: the object that a name is looked up in gives the name away between finding and reading it
var name1 = "outer";
const scope = new Proxy({ gone: 1 }, {
  has: (_, key) => key === "gone",
  get(target, key) {
    if (key === Symbol.unscopables) delete target.gone;
    return target[key];
  },
});
let end;
with (scope) {
  try {
    end = (function () {
      "use strict";
      return eval("gone = 2");
    })();
  } catch (error) {
    end = error.name;
  }
}
[end, name1, Object.keys(scope).length + 1];
