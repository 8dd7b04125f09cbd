// Every name that the global object does not have goes through a trap.
const log = [];
const below = new Proxy(Object.prototype, { has(t, key) { log.push("has " + String(key)); return key in t }, get(t, key, r) { log.push("get " + String(key)); return Reflect.get(t, key, r) }, set(t, key, v, r) { log.push("set " + String(key)); return Reflect.set(t, key, v, r) }, getOwnPropertyDescriptor(t, key) { log.push("own " + String(key)); return Reflect.getOwnPropertyDescriptor(t, key) }, defineProperty(t, key, d) { log.push("define " + String(key)); return Reflect.defineProperty(t, key, d) }, getPrototypeOf(t) { log.push("prototype"); return null }, ownKeys(t) { log.push("keys"); return Reflect.ownKeys(t) } });
let worked = "set";
try { Object.setPrototypeOf(globalThis, below) } catch (e) { worked = e.message }
function f(a) { for (let i = 0; i < 2; i++) a += "x" + i; return a }
const results = [f("a"), typeof nowhere, eval("typeof nowhere2 + 'x'"), (0, eval)("typeof nowhere3"), Function("return typeof nowhere4")(), `${f(1)}`];
try { nowhere5 } catch (e) { results.push(e.message) }
try { nowhere6 += "x" } catch (e) { results.push(e.message) }
created = "c" + 1; created += "d";
var declared = created + "e";
eval("var evaluated = declared + 'f'");
[worked, results, log];
