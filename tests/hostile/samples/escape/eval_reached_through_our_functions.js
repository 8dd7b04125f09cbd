// policy: production
// outcome: completed ["undefined","undefined"]
// why: eval that is called from native code or by a timer is indirect: it must not see its caller's scope
globalThis.seen = [];
setTimeout(eval, 0, "seen.push(typeof values)");
Reflect.apply(eval, undefined, ["seen.push(typeof behaviour)"]);
seen;
