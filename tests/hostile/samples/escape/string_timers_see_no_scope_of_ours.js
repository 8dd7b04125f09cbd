// policy: production
// outcome: completed ["undefined,undefined,undefined,undefined,undefined,undefined,true"]
// why: source text given to a timer is compiled by our code, and must not see what is around it
globalThis.seen = [];
setTimeout(`seen.push([typeof host, typeof p, typeof records, typeof primordials, typeof run, typeof handler, this === globalThis].join())`);
seen;
