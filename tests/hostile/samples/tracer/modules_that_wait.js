// policy: production
// outcome: completed ["woke",1]
// why: top-level await for a promise that never settles, beside one that does
import("data:text/javascript,globalThis.stuck = 1; await new Promise(() => {}); globalThis.stuck = 2;").then(() => { globalThis.stuck = 3; });
import("data:text/javascript,export default await new Promise((r) => setTimeout(r, 5, 'woke'))").then((m) => [m.default, globalThis.stuck]);
