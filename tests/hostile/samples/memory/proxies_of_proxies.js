// policy: production
// outcome: limit memory
// by: engine
// why: each proxy wraps the one before
let proxy = {};
for (;;) proxy = new Proxy(proxy, {});
