// persona: wsh
// answers: files=absent
// reaches: process first-time.exe
// trick: a file that says it was here before must not be there
// names: api Scripting.FileSystemObject
var files = new ActiveXObject("Scripting.FileSystemObject"), mark = files.GetSpecialFolder(2) + "\\was-here.tmp";
if (!files.FileExists(mark)) {
  files.CreateTextFile(mark, true).Close();
  if (files.FileExists(mark)) new ActiveXObject("WScript.Shell").Run("first-time.exe");
}
