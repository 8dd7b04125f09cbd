// policy: production
// outcome: threw RangeError
// why: a chain of proxies is native recursion when it is asked
let proxy = {};
for (let i = 0; i < 1e5; i++) proxy = new Proxy(proxy, {});
proxy.anything;
