(function (stage) {
  "use strict";
  // Text to bytes and back, in the encodings that hosts know by name: `stage.text`.
  //
  // Everything here takes and gives strings and Uint8Arrays of the stage, and is linear in their length.
  // Long strings are put together from pieces of CHUNK characters: one call per character would be slow,
  // and one call for all of them would need a stack as long as the text.

  const CHUNK = 8192;
  const REPLACEMENT = 0xfffd;
  const QUESTION_MARK = 0x3f;
  const NOT_ASCII = /[^\0-\x7f]/;
  const NOT_BYTES = /[^\0-\xff]/;

  const fromUnits = String.fromCharCode;

  // The upper halves of single-byte code pages; the lower halves are ASCII.
  const LATIN_1 = Array.from({ length: 128 }, (_, index) => fromUnits(128 + index)).join("");
  const CYRILLIC_CAPITALS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ";
  const CYRILLIC_SMALLS = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
  const BOX = "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀";
  const UPPER_HALVES = {
    "iso-8859-1": LATIN_1,
    "windows-1252": "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ" + LATIN_1.slice(32),
    "windows-1251":
      "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\x98™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕї" +
      CYRILLIC_CAPITALS +
      CYRILLIC_SMALLS,
    cp437: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»" + BOX + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xa0",
    cp850:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤" +
      "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0",
    cp866:
      CYRILLIC_CAPITALS +
      CYRILLIC_SMALLS.slice(0, 16) +
      BOX +
      CYRILLIC_SMALLS.slice(16) +
      "ЁёЄєЇїЎў°∙·√№¤■\xa0",
    "koi8-r":
      "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\xa0⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©" +
      "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
  };

  // What hosts call them, in lower case.
  const NAMES = {
    "utf-8": ["utf-8", "utf8", "unicode-1-1-utf-8", "65001", "cp65001"],
    "utf-16le": ["utf-16le", "utf-16", "utf16le", "unicode", "ucs-2", "ucs2", "1200"],
    "utf-16be": ["utf-16be", "unicodefffe", "unicodebe", "1201"],
    "us-ascii": ["us-ascii", "ascii", "ansi_x3.4-1968", "20127"],
    "iso-8859-1": ["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "binary", "28591"],
    "windows-1252": ["windows-1252", "cp1252", "x-ansi", "x-cp1252", "ansi", "_autodetect", "1252"],
    "windows-1251": ["windows-1251", "cp1251", "x-cp1251", "1251"],
    cp437: ["437", "cp437", "ibm437", "cspc8codepage437"],
    cp850: ["850", "cp850", "ibm850"],
    cp866: ["866", "cp866", "ibm866"],
    "koi8-r": ["koi8-r", "koi8", "koi", "20866"],
  };

  const canonical = new Map(
    Object.entries(NAMES).flatMap(([name, all]) => all.map((other) => [other, name])),
  );
  const tables = new Map(); // code page -> {units of each byte, byte of each unit}, once it is asked for

  function tableOf(name) {
    let table = tables.get(name);
    if (table === undefined) {
      const units = new Uint16Array(256);
      const bytes = new Map();
      for (let byte = 0; byte < 256; byte++) {
        units[byte] = byte < 128 ? byte : UPPER_HALVES[name].charCodeAt(byte - 128);
        bytes.set(units[byte], byte);
      }
      tables.set(name, (table = { units, bytes }));
    }
    return table;
  }

  // ---- units: UTF-16 as numbers

  function textOfUnits(units, length = units.length) {
    if (length <= CHUNK) return fromUnits.apply(null, units.subarray(0, length));
    const pieces = [];
    for (let at = 0; at < length; at += CHUNK) {
      pieces.push(fromUnits.apply(null, units.subarray(at, Math.min(at + CHUNK, length))));
    }
    return pieces.join("");
  }

  function unitsOf(text) {
    const units = new Uint16Array(text.length);
    for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
    return units;
  }

  // ---- UTF-8

  // Builtins do the work: percent-encoding gives UTF-8, and base64 makes bytes of it.
  function utf8Encode(text) {
    return binaryBytes(unescape(encodeURIComponent(text.toWellFormed())));
  }

  function utf8Length(text) {
    return unescape(encodeURIComponent(text.toWellFormed())).length;
  }

  function binaryBytes(text) {
    return Uint8Array.fromBase64(btoa(text));
  }

  function utf8Decode(bytes) {
    const text = latin1(bytes);
    if (!NOT_ASCII.test(text)) return text;
    try {
      return decodeURIComponent(escape(text));
    } catch {
      return utf8DecodeBroken(bytes);
    }
  }

  // The Encoding Standard's decoder: what can't be part of a character is replaced, once for the longest
  // beginning of one.
  function utf8DecodeBroken(bytes) {
    const units = new Uint16Array(bytes.length);
    let to = 0;
    let at = 0;
    while (at < bytes.length) {
      const first = bytes[at++];
      if (first < 0x80) {
        units[to++] = first;
        continue;
      }
      let more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : 3;
      if (first < 0xc2 || first > 0xf4) more = 0;
      let point = more === 0 ? -1 : first & (0x3f >> more);
      let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
      let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
      for (; more > 0; more--) {
        const next = bytes[at];
        if (!(next >= low && next <= high)) {
          point = -1;
          break;
        }
        point = (point << 6) | (next & 63);
        low = 0x80;
        high = 0xbf;
        at++;
      }
      if (point < 0) {
        units[to++] = REPLACEMENT;
      } else if (point < 0x10000) {
        units[to++] = point;
      } else {
        units[to++] = 0xd7c0 + (point >> 10);
        units[to++] = 0xdc00 | (point & 0x3ff);
      }
    }
    return textOfUnits(units, to);
  }

  // ---- UTF-16 and single bytes

  function utf16Encode(text, isBigEndian = false) {
    const bytes = new Uint8Array(unitsOf(text).buffer);
    return isBigEndian ? swapped(bytes) : bytes;
  }

  function utf16Decode(bytes, isBigEndian = false) {
    const even = bytes.slice(0, bytes.length & ~1); // a copy: a view could begin at an odd place
    return textOfUnits(new Uint16Array((isBigEndian ? swapped(even) : even).buffer));
  }

  function swapped(bytes) {
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      const kept = bytes[at];
      bytes[at] = bytes[at + 1];
      bytes[at + 1] = kept;
    }
    return bytes;
  }

  // One character for each byte, as XMLHttpRequest's "x-user-defined" and node's "latin1" have it.
  function latin1(bytes) {
    return textOfUnits(bytes);
  }

  // The low byte of each unit, as node's "latin1" has it.
  function toLatin1(text) {
    if (!NOT_BYTES.test(text)) return binaryBytes(text);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes;
  }

  function pageEncode(name, text) {
    if (!NOT_ASCII.test(text)) return binaryBytes(text);
    const { bytes: byteOf } = tableOf(name);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      bytes[at] = unit < 128 ? unit : (byteOf.get(unit) ?? QUESTION_MARK);
    }
    return bytes;
  }

  function pageDecode(name, bytes) {
    const { units: unitOf } = tableOf(name);
    const units = new Uint16Array(bytes.length);
    for (let at = 0; at < bytes.length; at++) units[at] = unitOf[bytes[at]];
    return textOfUnits(units);
  }

  // ---- by name

  // Returns the name that this file knows a character set by, or undefined.
  function charset(name) {
    return canonical.get(String(name).trim().toLowerCase());
  }

  // Returns bytes without a byte order mark, or undefined for a character set that nobody knows.
  function encode(name, text) {
    const known = charset(name);
    if (known === "utf-8") return utf8Encode(text);
    if (known === "utf-16le" || known === "utf-16be") return utf16Encode(text, known === "utf-16be");
    if (known === "us-ascii") return pageEncode("iso-8859-1", text.replace(/[^\0-\x7f]/g, "?"));
    return known === undefined ? undefined : pageEncode(known, text);
  }

  // Returns text; a byte order mark stays in it. Undefined for a character set that nobody knows.
  function decode(name, bytes) {
    const known = charset(name);
    if (known === "utf-8") return utf8Decode(bytes);
    if (known === "utf-16le" || known === "utf-16be") return utf16Decode(bytes, known === "utf-16be");
    if (known === "us-ascii") return textOfUnits(bytes.map((byte) => byte & 0x7f));
    return known === undefined ? undefined : pageDecode(known, bytes);
  }

  // ---- base64 and hex

  function base64Encode(bytes, isForUrls = false) {
    return isForUrls ? bytes.toBase64({ alphabet: "base64url", omitPadding: true }) : bytes.toBase64();
  }

  // Takes both alphabets, passes over what is in neither, and stops at the padding: as node and certutil do.
  function base64Decode(text) {
    const end = text.indexOf("=");
    let digits = (end < 0 ? text : text.slice(0, end)).replace(/-/g, "+").replace(/_/g, "/");
    digits = digits.replace(/[^A-Za-z0-9+/]+/g, "");
    if (digits.length % 4 === 1) digits = digits.slice(0, -1); // six bits are no byte
    return Uint8Array.fromBase64(digits);
  }

  function hex(bytes) {
    return bytes.toHex();
  }

  // Stops at the first pair that is no byte, as node does.
  function fromHex(text) {
    const digits = /^(?:[0-9a-fA-F]{2})*/.exec(text)[0];
    return Uint8Array.fromHex(digits);
  }

  stage.text = {
    utf8Encode,
    utf8Decode,
    utf8Length,
    utf16Encode,
    utf16Decode,
    latin1,
    toLatin1,
    charset,
    encode,
    decode,
    base64Encode,
    base64Decode,
    hex,
    fromHex,
  };
});
