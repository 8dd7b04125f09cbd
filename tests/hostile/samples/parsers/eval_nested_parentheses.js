// policy: production
// outcome: threw RangeError
// why: a million open parentheses for the parser of the language
eval("(".repeat(1e6));
