// persona: wsh
// reaches: process named.exe
// names: environment-check
// trick: wants to be started from a file of its own, with no arguments, not from a folder of samples
var name = WScript.ScriptName, full = WScript.ScriptFullName;
var odd = /sample|malware|virus|[0-9a-f]{32}/i;
if (/\.jse?$/i.test(name) && full.slice(-name.length) === name && !odd.test(full) && WScript.Arguments.length === 0)
  new ActiveXObject("WScript.Shell").Run("named.exe");
