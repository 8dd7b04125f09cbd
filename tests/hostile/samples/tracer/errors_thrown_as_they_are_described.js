// policy: production
// outcome: completed 0
// why: what is thrown is a proxy or has traps; describing it must not run the guest
let ran = 0;
const trap = new Proxy(new Error("p"), { get(t, k, r) { ran++; return Reflect.get(t, k, r); }, getOwnPropertyDescriptor(t, k) { ran++; return Reflect.getOwnPropertyDescriptor(t, k); }, getPrototypeOf(t) { ran++; return null; }, has() { ran++; return true; } });
const child = Object.create(trap);
class Own extends Error { get message() { ran++; return "own"; } get name() { ran++; return "Own"; } }
for (const thrown of [trap, child, new Own(), { name: { toString() { ran++; return ""; } }, message: Symbol() }, Object.create(new Own())]) {
  try { throw thrown; } catch (e) { e; }
  (() => { try { throw thrown; } catch (e) { return e; } })();
}
ran;
