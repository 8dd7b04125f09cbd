// policy: production
// outcome: threw RangeError
// why: reading decimal digits takes quadratic time
BigInt("9".repeat(1e6));
