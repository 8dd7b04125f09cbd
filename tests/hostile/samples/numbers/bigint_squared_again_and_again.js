// policy: production
// outcome: threw RangeError
// why: doubles the bits with each turn until the engine's own bound stops it
let number = 3n;
for (;;) number *= number;
