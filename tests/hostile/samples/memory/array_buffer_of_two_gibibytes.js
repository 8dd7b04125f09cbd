// policy: production
// outcome: threw RangeError
// why: one absurd request that is refused is an error of the guest's, not a ceiling
new ArrayBuffer(2 ** 31);
