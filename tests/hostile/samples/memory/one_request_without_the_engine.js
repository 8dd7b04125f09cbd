// policy: production waive=engine
// outcome: threw InternalError or threw RangeError
// why: a single request that the kernel refuses is still the guest's own error
new Uint8Array(1e9).length;
