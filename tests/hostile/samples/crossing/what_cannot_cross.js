// policy: production
// outcome: completed {"f":{"$type":"opaque","kind":"function","description":"[Function: f]","path":"$.f"},"c":{"$type":"opaque","kind":"function","description":"[Function: C]","path":"$.c"},"s":{"$type":"opaque","kind":"symbol","description":"Symbol(why)","path":"$.s"},"p":{"$type":"opaque","kind":"proxy","description":"Proxy","path":"$.p"},"w":{"$type":"opaque","kind":"weakmap","description":"[WeakMap]","path":"$.w"},"g":[{"$type":"opaque","kind":"generator","description":"[generator]","path":"$.g[0]"}]}
// why: what has no meaning outside is named, with its place, and never dropped
({
  f: function f() {},
  c: class C {},
  s: Symbol("why"),
  p: new Proxy({}, {}),
  w: new WeakMap(),
  g: [(function* () {})()],
});
