// policy: production
// outcome: threw RangeError
// why: a number of sixteen million bits from ten characters
3n ** 10000000n;
