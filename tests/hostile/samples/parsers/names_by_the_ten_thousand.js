// policy: production
// outcome: completed {"$type":"number","value":"NaN"}
// why: variables are found by comparing names; a scope of many takes quadratic time
const names = Array.from({ length: 20000 }, (_, i) => "v" + i);
(0, eval)("(function () { var " + names.join() + "; return " + names.join("+") + " })")();
