// policy: production
// outcome: threw RangeError
// why: arguments live on the stack; more than it holds must be refused, not pushed
Math.max.apply(null, new Array(1e6));
