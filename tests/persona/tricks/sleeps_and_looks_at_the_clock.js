// persona: wsh
// reaches: process slept.exe
// names: time-waster
// names: timing-check
// trick: sleeps for ten minutes, and wants to see them on the clock afterwards
var before = new Date().getTime();
for (var i = 0; i < 10; i++) WScript.Sleep(60000);
var minutes = (new Date().getTime() - before) / 60000;
if (minutes > 9.9 && minutes < 11) new ActiveXObject("WScript.Shell").Run("slept.exe");
