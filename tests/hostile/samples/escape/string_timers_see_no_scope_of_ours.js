// policy: production
// outcome: completed ["undefined,undefined,undefined,undefined,undefined,undefined,true"]
// why: source text given to a timer is compiled by our code, and must not see what is around it
globalThis.seen = [];
const names = ["host", "p", "records", "primordials", "run", "handler"];
const types = names.map((name) => `typeof ${name}`).join();
setTimeout(`seen.push([${types}, this === globalThis].join())`);
seen;
