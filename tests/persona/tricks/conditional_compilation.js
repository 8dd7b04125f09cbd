// persona: wsh
// reaches: process jscript-64.exe
// names: conditional-compilation
// trick: hides code in comments that only JScript reads
var command = "nothing.exe", bits = 0;
/*@cc_on
  @if (@_win64)
    bits = 64;
  @elif (@_win32)
    bits = 64;
  @else
    bits = 16;
  @end
  @set @answer = (6 * 7)
  if (@answer == 42 && @_jscript_version >= 5) command = "jscript-" + bits + ".exe";
@*/
if (bits) new ActiveXObject("WScript.Shell").Run(command);
