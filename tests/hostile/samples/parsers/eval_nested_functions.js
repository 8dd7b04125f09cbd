// policy: production
// outcome: threw RangeError or threw SyntaxError
// why: a hundred thousand functions in each other; a parser that looks ahead gives up where it looks, with another error
eval("()=>".repeat(1e5) + "1");
