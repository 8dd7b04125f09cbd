// persona: wsh
// reaches: process scoped.exe
// trick: keeps its payload in a local variable that only a direct eval can see; a replaced eval is indirect
// names: origin eval
(function () {
  var hidden = "scoped.exe";
  var seen = eval("typeof hidden == 'string' ? hidden : 'no'");
  if (seen !== "no") new ActiveXObject("WScript.Shell").Run(seen);
})();
