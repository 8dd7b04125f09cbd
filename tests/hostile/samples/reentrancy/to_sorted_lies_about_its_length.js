// policy: production
// outcome: threw RangeError
// why: a copying method believes a length that no array can have
Array.prototype.toSorted.call({ length: 2 ** 32 });
