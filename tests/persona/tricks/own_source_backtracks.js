// persona: wsh
// reaches: process searched.exe
// names: redos
// names: tostring-check
// trick: searches its own text with a pattern that ends at once on the original, and never on one that was laid out anew
var guard = function () { return guard.toString().search("(((.+)+)+)+$") };
if (guard() === 0) new ActiveXObject("WScript.Shell").Run("searched.exe");
