// Error.stackTraceLimit and captureStackTrace.
function deep(n) { if (n > 0) { return deep(n - 1) + "" } return new Error("deep").stack }
const out = [typeof Error.captureStackTrace, Error.stackTraceLimit, deep(3), deep(30)];
Error.stackTraceLimit = 2; out.push(deep(5));
Error.stackTraceLimit = 0; out.push(deep(5));
Error.stackTraceLimit = 50; out.push(deep(20));
function make() { const o = {}; if (Error.captureStackTrace) Error.captureStackTrace(o, make); return o.stack }
function holder() { return make() }
out.push(holder(), Reflect.ownKeys(new Error("x")).join(), Object.getOwnPropertyDescriptor(Error.prototype, "stack") && "accessor");
out;
