// policy: production
// outcome: completed [true,true,true]
// why: strict code sees the true `this` of its call, which must not be an object of ours either
"use strict";
const seen = [];
queueMicrotask(function () {
  seen.push(this === undefined || this === globalThis);
});
Promise.resolve().then(function () {
  seen.push(this === undefined || this === globalThis);
});
setImmediate(function () {
  seen.push(this === globalThis || this === undefined);
});
seen;
