// What the innermost layer of examples/layers.obfuscated.js was before it was wrapped: a harmless program in
// the style of a dropper's last stage. It hides an address, a command and a registry key, puts them together,
// and only says what it would do with them. `.example` is reserved by RFC 2606: no such host can exist.

var CHUNKS = ["s3", "loader", "bin"];

// Each letter was moved by a number of places that grows with its position.
function unshift(text, step) {
  var out = "";
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    out += code >= 97 && code <= 122 ? String.fromCharCode(((code - 97 + 26 * 26 - (i + step)) % 26) + 97) : text[i];
  }
  return out;
}

function address() {
  var host = unshift("nvaynlt.jjxsvh.qdtbfsy", 9).split("").reverse().join("");
  return "http://" + host + "/" + CHUNKS.join("/");
}

function command(url) {
  return ["powershell", "-NoProfile", "-Command", "echo", url].join(" ");
}

function persistence(name) {
  return unescape("HKCU%5CSoftware%5CMicrosoft%5CWindows%5CCurrentVersion%5CRun") + "\\" + name;
}

function main() {
  var url = address();
  var plan = { url: url, command: command(url), key: persistence("Layers") };
  console.log("would fetch", plan.url);
  console.log("would run", plan.command);
  console.log("would write", plan.key);
  return Object.keys(plan).length + " things that were not done";
}

return main();
