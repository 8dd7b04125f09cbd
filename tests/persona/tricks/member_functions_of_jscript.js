// persona: wsh
// reaches: process member.exe
// trick: declares functions as members, which only JScript parses
// names: api WScript.Shell
function Loader() {}
function Loader.prototype.start(name) { return new ActiveXObject("WScript.Shell").Run(name); }
new Loader().start("member.exe");
