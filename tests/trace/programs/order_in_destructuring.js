// The order in which patterns read, default and assign.
const log = []; const tell = (name, value) => (log.push(name), value);
const source = (name, target) => new Proxy(target, { get(t, key) { log.push(name + "." + String(key)); return t[key] }, ownKeys(t) { log.push(name + " keys"); return Reflect.ownKeys(t) }, getOwnPropertyDescriptor(t, key) { log.push(name + " own " + String(key)); return Reflect.getOwnPropertyDescriptor(t, key) } });
const { a = tell("default a", "A" + 1), [tell("key", "b")]: b, c: { d = tell("default d", `D${1}`) } = tell("default c", {}), ...rest } = source("s", { b: 2, x: 1, y: 2 });
const iterable = { [Symbol.iterator]() { let i = 0; return { next: () => (log.push("next " + i), { value: i++, done: i > 5 }), return: () => (log.push("return"), {}) } } };
const [e, , f = tell("default f"), ...g] = iterable; const [h] = iterable; let o = {}; [o[tell("target 1", "p")], o[tell("target 2", "q")] = tell("default q", "Q")] = [tell("value", 1)]; ({ x: o.z, y: o["w" + tell("w", 1)] = "v" + tell("v", 2) } = source("t", { x: 9 }));
function fn({ a: { b: x = tell("x", 1) } = {}, ...r }, [y] = tell("y", ["Y"])) { return [x, y, Object.keys(r)] } let m = 1, n = 2; [m, n] = [n, m]; for (const { length: len = 0, ...others } of ["ab"]) log.push(len + JSON.stringify(others)); try { const { z } = null } catch (err) { log.push(err.message) } try { const [z] = {} } catch (err) { log.push(err.message) }
[a, b, d, rest, e, f, g, h, o, fn({ q: 1 }), m, n, log];
