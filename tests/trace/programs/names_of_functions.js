// Where a function takes its name from.
let a = function () {}; let b = () => 1; let c = class {}; let d = (function () {}); let e = (0, function () {});
var f; f = function () {}; var g; (g) = function () {}; let { h = function () {} } = {}; let [i = () => 2] = [];
const o = { j: function () {}, k: () => 3, ["l" + 1]: function () {}, m() {}, get n() { return 1 }, async p() {}, *q() {}, __proto__: function () {}, [Symbol("s")]: () => 4, [Symbol()]: () => 5 };
class K { r = function () {}; static t = () => 6; #u = () => 7; u() { return this.#u.name } static [Symbol.iterator] = function () {}; static name() {} }
function param(v = function () {}, w = class { static name = "own" }) { return [v.name, w.name] }
let x; x ??= function () {}; let y = null; y ||= () => 8; let z = 1; z &&= class {};
const returned = () => function () {}, returned2 = () => () => 1, returned3 = function () { return class {} };
const chosen = true ? function () {} : 0, or = false || function () {}, list = [function () {}][0];
const key = Reflect.ownKeys(o).filter((each) => typeof each === "symbol");
[
  a, b, c, d, e, f, g, h, i, o.j, o.k, o.l1, o.m, Object.getOwnPropertyDescriptor(o, "n").get, o.p, o.q, Object.getPrototypeOf(o), o[key[0]], o[key[1]],
  new K().r, K.t, K[Symbol.iterator], x, y, z, returned(), returned2(), returned3(), chosen, or, list, param, Function(""), function () {}.bind(),
].map((each) => "<" + each.name + ">").concat(param(), new K().u(), typeof K.name);
