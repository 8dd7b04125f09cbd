// generations: 1
// A table of strings in base64 under a running key, and a configuration that is evaluated.
var alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBytes(text) {
  var bytes = [];
  var bits = 0;
  var held = 0;
  for (var i = 0; i < text.length; i++) {
    var digit = alphabet.indexOf(text.charAt(i));
    if (digit < 0) continue;
    held = (held << 6) | digit;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return bytes;
}

function fromBytes(bytes, key) {
  var text = '';
  for (var i = 0; i < bytes.length; i++) {
    text += String.fromCharCode(bytes[i] ^ key.charCodeAt(i % key.length));
  }
  return text;
}

function encode(text, key) {
  var out = '';
  for (var i = 0; i < text.length; i += 3) {
    var group = 0;
    for (var j = 0; j < 3; j++) {
      var code = i + j < text.length ? text.charCodeAt(i + j) ^ key.charCodeAt((i + j) % key.length) : 0;
      group = (group << 8) | code;
    }
    for (var k = 3; k >= 0; k--) {
      out += i + 3 - k <= text.length + 0 || k === 3 ? alphabet.charAt((group >> (6 * k)) & 63) : '=';
    }
  }
  return out;
}

function main() {
  var key = 'winter-morning-key';
  var words = ['the quick brown fox', 'jumps over lazy dogs', 'registry of all harbours'];
  var table = words.map(function (word) {
    return encode(word, key);
  });
  var decoded = table.map(function (entry) {
    return fromBytes(toBytes(entry), key).slice(0, 12);
  });
  console.log(decoded.join(' / '));
  var config = (0, eval)('({ retries: 3, endpoint: "relay-seven", ratio: 1.5 })');
  console.log('configuration for ' + config.endpoint, config.retries * config.ratio);
  return decoded.length + ' words decoded with ' + key.length;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
