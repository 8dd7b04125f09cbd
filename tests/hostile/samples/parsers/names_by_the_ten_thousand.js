// policy: production cpu_seconds=0.25
// outcome: completed {"$type":"number","value":"NaN"} or limit cpu or threw SyntaxError or threw RangeError
// by: engine or psutil
// why: variables are found by comparing names; a scope of many takes quadratic time
const names = Array.from({ length: 20000 }, (_, i) => "v" + i);
(0, eval)("(function () { var " + names.join() + "; return " + names.join("+") + " })")();
