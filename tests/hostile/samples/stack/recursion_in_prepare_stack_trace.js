// policy: production call_depth=1000000
// outcome: threw RangeError or threw Error
// why: making the trace of an error makes an error; engines may also leave the inner trace out
Error.prepareStackTrace = () => new Error("inner").stack;
throw new Error("outer");
