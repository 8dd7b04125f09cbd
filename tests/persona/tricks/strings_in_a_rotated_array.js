// persona: wsh
// reaches: process rotated.exe
// names: obfuscated-code
// trick: all strings stand in an array that is turned until a sum comes out right
var _0x3a1f = ["Shell", "ated.exe", "12abc", "77", "Run", "WScript.", "rot"];
(function (_0x1b, _0x2c) {
  while (true) {
    try {
      if (parseInt(_0x1b[0]) + parseInt(_0x1b[1]) === _0x2c) break;
      _0x1b["push"](_0x1b["shift"]());
    } catch (_0x4d) { _0x1b["push"](_0x1b["shift"]()); }
  }
})(_0x3a1f, 0x59);
var _0x5e = function (_0x6f) { return _0x3a1f[_0x6f - 0x10]; };
new ActiveXObject(_0x5e(0x13) + _0x5e(0x15))[_0x5e(0x12)](_0x5e(0x14) + _0x5e(0x16));
