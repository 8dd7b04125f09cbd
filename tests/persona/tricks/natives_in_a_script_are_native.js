// persona: wsh
// reaches: process native.exe
// names: tostring-check
// trick: compares the text of builtins with JScript's: a line break before and after [native code]
var text = "" + String.fromCharCode, wanted = "\nfunction fromCharCode() {\n    [native code]\n}\n";
if (text === wanted && ("" + eval).indexOf("[native code]") > 0) new ActiveXObject("WScript.Shell").Run("native.exe");
