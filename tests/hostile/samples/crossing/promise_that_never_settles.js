// policy: production
// outcome: completed {"$type":"opaque","kind":"promise","description":"[Promise]","path":"$"}
// why: a promise that waits for nothing must not be waited for
new Promise(() => {});
