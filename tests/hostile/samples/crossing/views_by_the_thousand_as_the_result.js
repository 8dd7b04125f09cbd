// policy: production
// outcome: limit output
// by: engine
// why: thousands of views, each of a buffer of its own, which are small only one by one
Array.from({ length: 4000 }, () => new Uint8Array(500));
