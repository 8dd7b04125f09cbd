/* */ " "; var stacks = []; function f(a) { for (;;) return "x" + g(a) } function g() { stacks.push(new Error("e").stack) }
f(1); ` `; f(2); //  f(3); var t = "a"; t += f(4);
 f(5);f(6); stacks
