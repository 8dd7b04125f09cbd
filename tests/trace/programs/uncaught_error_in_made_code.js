// outcome: threw
// Thrown in a function of a function of an evaluation.
eval("var f = new Function('a', 'return   eval(\"a.b.c\")'); f({})");
