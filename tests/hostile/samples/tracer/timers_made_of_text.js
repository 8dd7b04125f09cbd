// policy: production
// outcome: completed [51,143]
// why: strings given to timers are code, made again for every turn of an interval
globalThis.n = 0;
globalThis.out = "";
const id = setInterval("out += 't' + n++; if (n > 50) { clearInterval(id); done([n, out.length]); }", 1);
globalThis.id = id;
setTimeout("throw_ = (() => { try { throw n } catch (e) { return e } })()", 3);
new Promise((resolve) => { globalThis.done = resolve; });
