// policy: production
// kind: script
// outcome: completed [{"$type":"undefined"},"b1","c","def1g12hijjjk",{},1,true,"function"]
// why: statements that only the end of a line ends, in all hooked places
function a() { return
  "never" }
function b() { return "b" + 1
}
const c = () => "c"
let d = "d"
d += "e"
d = d + `f`
;[1].map((x) => { d += x })
const e = () => { return { } }
try { throw "g"
} catch (x) { d += x }
for (const x of [1, 2]) d += x
do d += "h"; while (d.length < 3) d += "i"
while (d.length < 12) d += "j"
if (d) d += "k"
else d += "l"
var let_ = 1, async = 2, of = 3, get = 4
const f = (async) => async
let y = d
++y
const z = () => {}
;[a(), b(), c(), d, e(), f(1), Number.isNaN(y), typeof z]
