// policy: production
// outcome: threw SyntaxError
// why: functions in the default values of functions
const source = "function f(a=".repeat(100000) + "1" + "){}".repeat(100000);
(0, eval)("(" + source + ")");
