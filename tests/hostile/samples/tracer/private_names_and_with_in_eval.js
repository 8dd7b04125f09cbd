// policy: production
// kind: script
// outcome: completed ["1x","qq","1f",1,false,"wx","wxv","cd","cd","pq","rpq","1i","2i","z1","aobject","y1"]
// why: scopes that only direct eval can reach: private names, with, catch, class fields, parameters
class A { #p = 1; static #q = "q"; m() { return eval("this.#p += 'x'; this.#p"); } static s() { return eval("A.#q + `${A.#q}`"); } f = eval("this.#p + 'f'"); g = () => eval("() => this.#p")(); has(o) { return eval("#p in o"); } }
const seen = [new A().m(), A.s(), new A().f, new A().g(), new A().has({})];
with ({ w: "w" }) { seen.push(eval("w += 'x'; w")); eval("var v = w + 'v'"); w = 1; }
seen.push(v);
try { throw "c"; } catch (c) { eval("c += 'd'; var u = c"); seen.push(c, u); }
((p, q = eval("p + 'q'")) => { seen.push(q, eval("(p) => p + q")("r")); })("p");
for (let i of [1, 2]) { eval("i += 'i'"); seen.push(i); }
switch (1) { case 1: let z = "z"; seen.push(eval("z + 1")); }
seen.push((function () { return eval("arguments[0] + typeof this"); }).call(1, "a"), (function* () { yield eval("'y' + 1"); })().next().value);
label: { eval("1"); break label; }
seen;
