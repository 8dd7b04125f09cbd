// A source that only compiles as the body of a function.
function helper(x) { return x + "h" }
let s = ""; for (let i = 0; i < 3; i++) s += helper(i);
if (s.length > 3) return [s, new Error("here").stack, typeof this, arguments.length, eval("s"), new.target === undefined, helper.toString()];
return "never" + 1
