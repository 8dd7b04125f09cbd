// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a promise that is resolved with a thenable asks it, and it answers with itself
const loop = { then: (resolve) => resolve(loop) };
Promise.resolve(loop);
