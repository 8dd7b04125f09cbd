(function (stage) {
  "use strict";
  // Text to bytes and back, in the encodings that Buffer, streams and crypto know.
  //
  // Source: Node.js documentation, "Buffers and character encodings".

  const CHUNK = 8192; // characters that are made at once
  const NAMES = {
    __proto__: null, utf8: "utf8", "utf-8": "utf8", hex: "hex", base64: "base64", base64url: "base64url",
    latin1: "latin1", binary: "latin1", ascii: "ascii", ucs2: "utf16le", "ucs-2": "utf16le",
    utf16le: "utf16le", "utf-16le": "utf16le",
  };
  const BASE64 = { alphabet: "base64", lastChunkHandling: "loose" };

  // Returns an encoding's one name, or undefined.
  function normalise(name) {
    if (name === undefined || name === null || name === "") return "utf8";
    return typeof name === "string" ? NAMES[name.toLowerCase()] : undefined;
  }

  // ---- to bytes

  function codes(text, mask) {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i) & mask;
    return bytes;
  }

  function fromHex(text) {
    const bad = text.search(/[^0-9a-fA-F]/);
    const good = bad < 0 ? text.length : bad; // what follows a wrong digit is dropped
    return Uint8Array.fromHex(text.slice(0, good & ~1));
  }

  // Takes either alphabet, ignores what is none of it, and ends at the first "=".
  function fromBase64(text) {
    const end = text.indexOf("=");
    let digits = (end < 0 ? text : text.slice(0, end)).replace(/[^A-Za-z0-9+/_-]+/g, "");
    digits = digits.replaceAll("-", "+").replaceAll("_", "/");
    if (digits.length % 4 === 1) digits = digits.slice(0, -1);
    return Uint8Array.fromBase64(digits, BASE64);
  }

  function toUtf16(text) {
    const bytes = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      bytes[2 * i] = code & 0xff;
      bytes[2 * i + 1] = code >> 8;
    }
    return bytes;
  }

  const ENCODE = {
    __proto__: null,
    utf8: (text) => stage.text.utf8Encode(text),
    hex: fromHex,
    base64: fromBase64,
    base64url: fromBase64,
    latin1: (text) => codes(text, 0xff),
    ascii: (text) => codes(text, 0xff),
    utf16le: toUtf16,
  };

  // ---- to text

  function characters(bytes, mask) {
    let text = "";
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.subarray(at, at + CHUNK);
      text += String.fromCharCode.apply(null, mask === 0xff ? piece : piece.map((byte) => byte & mask));
    }
    return text;
  }

  function fromUtf16(bytes) {
    let text = "";
    for (let at = 0; at + 1 < bytes.length; at += 2 * CHUNK) {
      const units = [];
      const end = Math.min(at + 2 * CHUNK, bytes.length - 1);
      for (let i = at; i < end; i += 2) units.push(bytes[i] | (bytes[i + 1] << 8));
      text += String.fromCharCode(...units);
    }
    return text;
  }

  const DECODE = {
    __proto__: null,
    utf8: (bytes) => stage.text.utf8Decode(bytes),
    hex: (bytes) => bytes.toHex(),
    base64: (bytes) => bytes.toBase64(),
    base64url: (bytes) => bytes.toBase64({ alphabet: "base64url", omitPadding: true }),
    latin1: (bytes) => characters(bytes, 0xff),
    ascii: (bytes) => characters(bytes, 0x7f),
    utf16le: fromUtf16,
  };

  // Returns the canonical name, or throws node's error.
  function required(name) {
    const known = normalise(name);
    if (known === undefined) throw stage.parts.errors.unknownEncoding(name);
    return known;
  }

  // Returns a guest's bytes (Buffer, typed array, DataView, ArrayBuffer) or text as bytes; else undefined.
  function bytesOf(value, encoding) {
    if (typeof value === "string") return ENCODE[required(encoding)](value);
    return stage.readBytes(value);
  }

  stage.parts.encodings = {
    bytesOf,
    decode: (bytes, name) => DECODE[required(name)](bytes),
    encode: (text, name) => ENCODE[required(name)](text),
    normalise,
    required,
  };
})
