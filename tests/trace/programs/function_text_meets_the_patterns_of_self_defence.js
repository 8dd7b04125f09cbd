// What obfuscators look for in the text of their own functions.
const once = (function () { let first = true; return function (context, f) { const g = first ? function () { if (f) { const r = f.apply(context, arguments); f = null; return r; } } : function () {}; first = false; return g; }; })();
const guard = once(this, function () { return guard.toString().search("(((.+)+)+)+$").toString().constructor(guard).search("(((.+)+)+)+$"); });
const test = function () { return "dev"; }, test2 = function () { return "window"; };
const isPretty = () => !new RegExp("\\w+ *\\(\\) *{\\w+ *['|\"].+['|\"];? *}").test(test.toString());
const isEscaped = () => new RegExp("(\\\\[x|u](\\w){2,4})+").test(test2.toString());
const removed = function () { return "newState"; };
[guard(), isPretty(), isEscaped(), new RegExp("\\w+ *\\(\\) *{\\w+ *['|\"].+['|\"];? *}").test(removed + ""), (() => { return 1 }).toString().split("\n").length];
