// persona: wsh
// answers: files=present
// reaches: process there.exe
// trick: a file that an earlier stage has left must be there
// names: api Scripting.FileSystemObject
var files = new ActiveXObject("Scripting.FileSystemObject");
if (files.FileExists(files.GetSpecialFolder(2) + "\\stage-one.done")) new ActiveXObject("WScript.Shell").Run("there.exe");
