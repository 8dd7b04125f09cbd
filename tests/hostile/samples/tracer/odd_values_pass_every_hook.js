// policy: production
// outcome: completed [26,104]
// why: symbols, big integers, proxies, revoked proxies and arguments are thrown and returned
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const values = [
  Symbol("s"), Symbol.iterator, 10n ** 100n, -0, NaN, Infinity, null, undefined, revoked.proxy,
  new Proxy(() => {}, {}), Object.create(null), new (class { #x = 1; })(), /r/g, new Date(NaN),
  new WeakMap(), function* () {}, (function () { return arguments; })(1), Object(Symbol("o")), Object(1n),
  new ArrayBuffer(8, { maxByteLength: 16 }), globalThis, Math, new Error("e"), "\0", "", [,],
];
const give = (value) => value;
function fling(value) { throw value; }
async function later(value) { return [value]; }
function* yields(value) { return value; }
let same = 0;
for (const value of values) {
  if (Object.is(give(value), value)) same++;
  try { fling(value); } catch (error) { if (Object.is(error, value)) same++; }
  if (Object.is(yields(value).next().value, value)) same++;
  later(value).then(([got]) => { if (Object.is(got, value)) same++; });
}
Promise.resolve().then(() => {}).then(() => {}).then(() => [values.length, same]);
