// policy: production
// kind: script
// outcome: completed ["1xx21xxy",["out","value","value","value","value","out","eval","value","value","value","value"]]
// why: a scope that answers to every name, and notes which were asked
const asked = [];
const scope = new Proxy({ value: 1 }, {
  has(target, key) {
    if (typeof key === "string") asked.push(key);
    return key in target;
  },
});
let out;
with (scope) {
  out = (function f(a) {
    for (let i = 0; i < 2; i++) value += "x";
    try { throw value; } catch (e) { return e + `${a}`; }
  })(2);
  out += eval("value + 'y'");
  (() => value)();
}
[out, asked];
