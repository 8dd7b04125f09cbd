// policy: production
// outcome: threw SyntaxError or threw RangeError
// why: functions in the default values of functions; where a parser looks ahead it gives up with another error
const source = "function f(a=".repeat(100000) + "1" + "){}".repeat(100000);
(0, eval)("(" + source + ")");
