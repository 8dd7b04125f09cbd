// policy: production
// outcome: completed [[],["a"],1]
// why: the iterator of all matches is asked for the next one while it looks for the next one
let depth = 0;
let inner;
const pattern = /a/g;
class Mine extends RegExp {
  exec(text) {
    if (depth++ === 0) inner = [...matches];
    return super.exec(text);
  }
}
const matches = RegExp.prototype[Symbol.matchAll].call(new Mine("a", "g"), "a");
const outer = [...matches].map(String);
[outer.length ? [] : outer, inner.map(String), 1];
