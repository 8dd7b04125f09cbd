// policy: production call_depth=1000000
// outcome: threw RangeError
// why: a proxy that is its own prototype's handler
const proxy = new Proxy({}, { get: (target, key) => proxy[key] });
proxy.anything;
