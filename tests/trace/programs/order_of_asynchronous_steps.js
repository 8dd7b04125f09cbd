// How many turns of the job queue each construct takes: a wrapped value must not take one more.
const log = []; const note = (x) => { log.push(x) };
async function a() { note("a1"); await null; note("a2"); await b(); note("a3"); return "ra" + 1 } async function b() { note("b1"); await c(); note("b2"); return c() } const c = async () => { note("c"); return await "x" + "y" };
async function d() { try { await Promise.reject("rejected"); } catch (e) { note("d " + e) } finally { await 0; note("finally") } return new Promise((r) => r("promise")) } async function e() { return { then(r) { note("then"); r("thenable") } } } async function f() { for (let i = 0; i < 3; i++) { note("f" + i); await i } throw new Error("f") } async function g() { for await (const x of [1, Promise.resolve(2)]) note("g" + x); return h() } const h = async (x = note("default")) => "h" + (await "i");
function ticks(n) { let p = Promise.resolve(); for (let i = 0; i < n; i++) p = p.then(() => note("tick" + i)); return p }
a().then(note); d().then(note); e().then(note); f().catch((x) => note(x.message)); g().then(note); ticks(14); queueMicrotask(() => note("microtask")); setTimeout(() => note("timer"), 0); note("sync end");
setTimeout(() => console.log(log.join(" ")), 50);
