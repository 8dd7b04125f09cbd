// policy: production
// kind: script
// outcome: completed [["a","number","anumber",2,[5,5,6],"h",["d1",{},"xd1"],["d1",{"q":1},"z"],"early",[9,1,1,1],1,0,"11b"],"late","ReferenceError"]
// why: code in default values, with scopes of its own, in functions and arrows
const seen = [];
function f(a = eval("var x = 1; 'a'"), b = (() => typeof x)(), c = eval("a + b")) {
  var x = 2;
  seen.push(a, b, c, x);
  return eval("x");
}
f();
const g = (a = eval("var y = 5; y"), b = () => y) => { var y = 6; return [a, b(), y]; };
seen.push(g());
const h = (a = (() => { throw "h"; })()) => a;
try { h(); } catch (e) { seen.push(e); }
const i = ({ a = `d${1}`, ...b } = {}, [c = "x" + a] = []) => [a, b, c];
seen.push(i(), i({ q: 1 }, ["z"]));
function* j(a = seen.push("early")) { yield a; }
j();
async function k(a = (() => { throw "late"; })()) { return a; }
const l = async (a = arguments_()) => a;
function m(a, b = arguments.length, c = arguments[0]) { a = 9; return [a, b, c, arguments[0]]; }
seen.push(m(1), m.length, f.length);
let n = (a = 1) => (b = a + "b") => (c = `${a}${b}`) => c;
seen.push(n()()());
k().then(null, (e) => l().then(null, (error) => [seen, e, error.name]));
