// persona: wsh
// reaches: process unknown.exe
// names: engine-fingerprinting
// trick: knows that methods of COM objects are "unknown" to typeof, and dates are no strings
var request = new ActiveXObject("MSXML2.XMLHTTP"), shell = WScript.CreateObject("WScript.Shell");
if (typeof request.open === "unknown" && typeof shell === "object") shell.Run("unknown.exe");
