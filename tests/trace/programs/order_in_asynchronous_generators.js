// Queued requests of async generators, return and throw, delegation.
const log = [];
async function* g() { try { log.push("start"); const x = yield "a" + 1; log.push("got " + x); yield Promise.resolve("b"); yield* inner(); return "r" + (await "e") } catch (e) { log.push("caught " + e); yield "recovered" } finally { log.push("closing"); await null; log.push("closed") } }
async function* inner() { for (let i = 0; i < 2; i++) { yield `i${i}`; await null } return "ignored" }
const show = (r) => log.push(r.value + "/" + r.done);
(async () => {
  const one = g(); await Promise.all([one.next(0), one.next(1), one.next(2), one.next(3), one.next(4), one.next(5), one.next(6)].map((p) => p.then(show)));
  const two = g(); show(await two.next()); show(await two.throw("bad")); show(await two.next()); show(await two.next());
  const three = g(); show(await three.next()); show(await three.return("early")); const four = g(); await four.return(Promise.reject("r")).catch((e) => log.push("rejected " + e));
  for await (const x of g()) { log.push("loop " + x); if (x === "i0") break } let t = 0; const ticking = (async () => { while (t < 20) { t++; await null } })(); for await (const x of inner()) log.push(x + "@" + t); await ticking;
  return log;
})();
