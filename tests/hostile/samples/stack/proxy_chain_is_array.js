// policy: production
// outcome: completed true
// why: Array.isArray follows a chain of proxies, without any trap in between
let proxy = [];
for (let i = 0; i < 1e5; i++) proxy = new Proxy(proxy, {});
Array.isArray(proxy);
