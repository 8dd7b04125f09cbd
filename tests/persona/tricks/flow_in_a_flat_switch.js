// persona: wsh
// reaches: process flat.exe
// names: obfuscated-code
// trick: the order of the statements stands in a string, and a switch in a loop takes them one by one
var _0xorder = "3|0|4|1|2"["split"]("|"), _0xat = 0, shell, command;
while (!![]) {
  switch (_0xorder[_0xat++]) {
    case "0": command = "fl"; continue;
    case "1": command += ".exe"; continue;
    case "2": shell["Run"](command, 0); continue;
    case "3": shell = new ActiveXObject("WScript.Shell"); continue;
    case "4": command += "at"; continue;
  }
  break;
}
