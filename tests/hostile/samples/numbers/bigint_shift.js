// policy: production
// outcome: threw RangeError
// why: a number of a billion bits from ten characters
1n << (10n ** 9n);
