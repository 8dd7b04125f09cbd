// Object.prototype has accessors for every letter and small number; nothing of ours may meet them.
const log = []; const names = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$", ...Array.from({ length: 40 }, (_, i) => String(i)), "value", "get", "set", "writable", "name", "message", "stack", "id", "text", "kind", "then", "next", "done", "count", "first", "last", "parent", "events", "trace", "hook"];
for (const name of names) Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, get() { log.push("get " + name); return undefined }, set(v) { log.push("set " + name); Object.defineProperty(this, name, { __proto__: null, value: v, writable: true, configurable: true, enumerable: true }) } });
function f(q) { for (let i = 0; i < 2; i++) q += "t" + i; try { throw q + "u" } catch (r) { return r } }
const results = [f("s"), eval("(() => 'v' + 1)()"), (0, eval)("f('w')"), Function("return f('x')")(), [1, 2].map((n) => n + "y").join("z"), `t${1}`, String.fromCharCode(97, 98), unescape("%61"), atob("YQ=="), "abc".replace(/b/, (m) => m + "!"), "a,b".split(",").reverse().join("-"), new (class { k = "l" + 1 })().k];
const counted = log.length; for (const name of names) delete Object.prototype[name];
[results, counted, log.slice(0, 60)];
