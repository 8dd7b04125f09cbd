// persona: wsh, browser, node
// reaches: process only-here.exe
// names: environment-check
// trick: does nothing where there is a window or a process
if (typeof window === "undefined" && typeof process === "undefined" && typeof WScript === "object")
  WScript.CreateObject("WScript.Shell").Run("only-here.exe");
