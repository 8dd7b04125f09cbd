// policy: production
// outcome: completed 4000
// why: thousands of views of one large buffer must not copy it thousands of times
const buffer = new ArrayBuffer(500000);
const views = Array.from({ length: 4000 }, () => new Uint8Array(buffer));
const result = [4000, views][0];
globalThis.views = views;
result;
