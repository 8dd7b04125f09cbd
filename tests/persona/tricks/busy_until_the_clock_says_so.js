// persona: wsh
// reaches: process waited.exe
// names: time-waster
// trick: turns in a loop until the clock has moved on by two minutes
var until = new Date().getTime() + 120000;
while (new Date().getTime() < until) {}
new ActiveXObject("WScript.Shell").Run("waited.exe");
