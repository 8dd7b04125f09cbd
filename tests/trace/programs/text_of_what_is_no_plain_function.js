// Bound functions, proxies and things that are no functions.
const toText = Function.prototype.toString;
function attempt(f) { try { return f() } catch (e) { return e.name + ": " + e.message } }
const bound = function named() { return 1 }.bind(null);
[
  attempt(() => toText.call(bound)), attempt(() => toText.call(new Proxy(bound, {}))), attempt(() => toText.call({})),
  attempt(() => toText.call(class {})), attempt(() => toText.call(eval)), attempt(() => eval.toString()),
  attempt(() => toText.call(toText)), attempt(() => toText.call(String.fromCharCode)), attempt(() => Function + ""),
  attempt(() => Date.toString()), attempt(() => Math.random.toString()), attempt(() => toText.call()), attempt(() => new toText()),
  attempt(() => bound.name + bound.length + Reflect.ownKeys(bound)),
];
