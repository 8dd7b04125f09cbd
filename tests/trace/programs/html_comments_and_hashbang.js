#!/usr/bin/env node "x" + function () { return 1 }
<!-- a comment of the other kind: function () { return "x" + 1 }
var x = 3;
x <!--x;
--> another, at the start of a line
/* multi
line */ --> and after a comment
while (x --> 0) { if (x === 1) break }
[x, eval("1 <!-- + 1\n"), eval("\n--> c\n5"), new Error("x").stack, (function () { return 1 <!-- c
 }).toString()];
