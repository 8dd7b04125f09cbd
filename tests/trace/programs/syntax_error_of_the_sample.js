// outcome: threw
// The sample itself does not compile.
var fine = "a" + 1;
function f() { return fine }
let broken = fine + ;
