// policy: production
// outcome: completed 500
// why: five hundred modules, each imported by the one before when it runs
globalThis.next = (n) => import("data:text/javascript," + encodeURIComponent(`export default ${n} && (await next(${n} - 1)) + 1;`)).then((m) => m.default);
next(500);
