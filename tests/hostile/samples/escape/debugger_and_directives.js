// policy: production
// outcome: completed [1,"function f() { \"use strip\"; return 1 }"]
// why: statements and directives that a host of this engine may give a meaning
function f() { "use strip"; return 1 }
debugger;
[f(), f.toString()];
