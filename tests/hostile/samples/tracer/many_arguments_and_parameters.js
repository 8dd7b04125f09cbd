// policy: production
// outcome: completed ["10000p9999",10000,10000,58967]
// why: functions with ten thousand parameters, called with as many values
const n = 10000;
const names = Array.from({ length: n }, (_, i) => "p" + i);
const f = new Function(...names, "let s = ''; s += arguments.length; return s + p9999;");
const g = (...all) => all.length;
[f(...names), g(...names), f.length, f.toString().length];
