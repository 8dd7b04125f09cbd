// policy: production
// kind: script
// outcome: completed [1,2,300,4,4,5,"object",7,8,9,10,11,12]
// why: import() in timers, generators, with, default values, classes, and its own argument
const u = (x) => "data:text/javascript,export default " + x;
function* g() { yield import(u(1)); return import(u(2)); }
const seen = [];
const it = g();
seen.push(it.next().value, it.next().value);
with ({ u: (x) => "data:text/javascript,export default " + x * 100 }) seen.push(import(u(3)));
const d = (a = import(u(4))) => a;
seen.push(d(), d(), new (class { f = import(u(5)); })().f, import(u("'" + String(typeof import(u(6))) + "'")));
seen.push(eval("import(u(7))"), new Function("u", "return import(u(8))")(u), new Promise((resolve) => setTimeout(() => resolve(import(u(9))), 1)));
seen.push(new Promise((resolve) => { globalThis.done = resolve; setTimeout("import('data:text/javascript,export default 10').then(done)", 1); }));
for (const x of [11, 12]) seen.push(import(u(x)));
Promise.all(seen).then((all) => all.map((m) => m.default));
