// Where lines end without a semicolon.
var a = 1, b = 2, log = []
function f() { return
  "unreachable" }
function g() { return (
  "reachable") }
var c = a
++b
log.push(a, b, c)
var d = function () { return "d" + 1 }
;[1, 2].forEach((x) => log.push(x + d()))
do log.push("do"); while (0) log.push("after")
if (a) log.push("if")
else log.push("else")
for (var i = 0; i < 2; i++) log.push("for" + i)
x: while (true) { break
x }
var t = `a
b`
var o = { get
  x() { return "x" } }
class K { a
  b = "b"
  'c'
  static
  d = "d"
  get
  e() { return "e" }
  *gen() { yield
    1 } }
const arrow = (x) =>
  x + "y"
let z = a
/1/g.exec
throwing: try { throw "x" + 1 } catch (e) { log.push(e) }
function h() { if (a) return "r" + a; else return
}
var async = 1
async
function plain() { return "plain" }
[log, f(), g(), h(), o.x, Object.keys(new K()), K.d, [...new K().gen()], arrow("x"), t, plain(), z]
