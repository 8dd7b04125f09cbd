// policy: production
// kind: script
// outcome: completed ["1a","1a","1a!",1]
// why: lines that are comments only for those who know
let x = 1;
<!-- x = 2; throw "not here" + x;
x += "a"; <!-- x += "b";
--> x += "c";
/* a
*/ --> x += "d";
function f() { return x <!-- + "e";
}
[x, f(), eval("x <!--\n + '!'"), eval("1\n--> 2")];
