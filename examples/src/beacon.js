// A harmless program with the manners of a downloader: it hides an address and a command, finds out who it
// is, and says what it would do. It reaches for nothing outside itself; its completion value is the last line.
// `.example` is reserved by RFC 2606: no such host can exist.

var KEY = "s7ockade";

// Hex in, text out: every byte is XORed with the key and with its own position.
function reveal(hex, key) {
  var text = "";
  for (var i = 0; i < hex.length; i += 2) {
    var byte = parseInt(hex.substr(i, 2), 16);
    text += String.fromCharCode(byte ^ key.charCodeAt((i / 2) % key.length) ^ ((i / 2) & 7));
  }
  return text;
}

// FNV-1a, 32 bits: turns the victim's name into an identifier.
function fingerprint(text) {
  var hash = 0x811c9dc5;
  for (var i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return ("0000000" + hash.toString(16)).slice(-8);
}

// Twelve made-up host names a day, the same on every machine.
function fallbackHosts(seed, count) {
  var hosts = [];
  var state = seed >>> 0;
  for (var i = 0; i < count; i++) {
    var name = "";
    while (name.length < 10) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      name += String.fromCharCode(97 + ((state >>> 16) % 26));
    }
    hosts.push(name + ".example");
  }
  return hosts;
}

function checkIn() {
  var id = fingerprint("DESKTOP-STOCKADE\\analyst");
  var url = reveal("1b421910554b4d011b530e0b420d0c4c164e0c0d1f08074d11530c03000a4c121b4652090b59", KEY) + id;
  var command = reveal("105b094e0a1c07425c554d050c0c0d421d591908060a05421b571d100a0a0706", KEY);
  var hosts = fallbackHosts(20240229, 12);

  console.log("id", id);
  console.log("would fetch", url);
  console.log("would run", command);

  return { id: id, url: url, command: command, fallback: hosts.slice(0, 3), tried: hosts.length };
}

var report = checkIn();
report;
