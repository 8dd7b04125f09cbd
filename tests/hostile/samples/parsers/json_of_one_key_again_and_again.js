// policy: production
// outcome: completed [["a","__proto__"],true,true]
// why: the same key, a hundred thousand times, and the key that is no key
const object = JSON.parse('{' + '"a":1,'.repeat(100000) + '"__proto__":{"x":1}}');
[Object.keys(object), object.x === undefined, Object.getPrototypeOf(object) === Object.prototype];
