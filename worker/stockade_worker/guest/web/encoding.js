(function (stage) {
  "use strict";
  // TextEncoder and TextDecoder. Of the encodings that the standard names, those that have no table here can be asked
  // for; their bytes are read as windows-1252, which is what the web calls latin1.
  //
  // Source: Encoding Standard.

  const { error, isObject } = stage;
  const { decode: decodeNamed, utf16Decode, utf8Decode, utf8Encode } = stage.text;

  const LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    "utf-16be": "unicodefffe utf-16be",
    "windows-1252":
      "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 " +
      "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "windows-1251": "cp1251 windows-1251 x-cp1251",
    "windows-1250": "cp1250 windows-1250 x-cp1250",
    "iso-8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 l2 latin2",
    "iso-8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso8859-5",
    "iso-8859-15": "csisolatin9 iso-8859-15 iso8859-15 l9 latin9",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    gbk: "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gbk x-gbk",
    gb18030: "gb18030",
    big5: "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    shift_jis: "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "euc-kr": "cseuckr csksc56011987 euc-kr korean ks_c_5601-1987 ksc5601 windows-949",
    macintosh: "csmacintosh mac macintosh x-mac-roman",
  };
  const byLabel = new Map();
  for (const [name, labels] of Object.entries(LABELS)) for (const label of labels.split(" ")) byLabel.set(label, name);

  function decode16(bytes, isBig) {
    const text = utf16Decode(bytes, isBig).toWellFormed();
    return bytes.length % 2 === 1 ? text + "\ufffd" : text;
  }

  // How many bytes at the end begin a character that is not whole yet.
  function unfinished(bytes, name) {
    const { length } = bytes;
    if (name.startsWith("utf-16")) {
      const even = length & ~1;
      const high = even >= 2 ? bytes[name === "utf-16be" ? even - 2 : even - 1] : 0;
      return length - even + (high >= 0xd8 && high < 0xdc ? 2 : 0);
    }
    for (let back = 1; name === "utf-8" && back <= 3 && back <= length; back++) {
      const byte = bytes[length - back];
      if (byte >= 0xc2) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
      if (byte < 0x80) return 0;
    }
    return 0;
  }

  function decode(name, bytes) {
    if (name === "utf-8") return utf8Decode(bytes);
    if (name.startsWith("utf-16")) return decode16(bytes, name === "utf-16be");
    return decodeNamed(name, bytes) ?? decodeNamed("windows-1252", bytes);
  }

  function isBroken(text, bytes, name) {
    if (!text.includes("\ufffd")) return false;
    if (name !== "utf-8") return true;
    const again = utf8Encode(text);
    return again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at]);
  }

  function joined(first, second) {
    if (first.length === 0) return second;
    const all = new Uint8Array(first.length + second.length);
    all.set(first);
    all.set(second, first.length);
    return all;
  }

  const NOT_BYTES =
    "Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'ArrayBuffer'.";

  function decodeNext(state, input, isStream) {
    let bytes = input === undefined ? new Uint8Array(0) : stage.readBytes(input);
    if (bytes === undefined) throw error("TypeError", NOT_BYTES);
    bytes = joined(state.pending, bytes);
    const kept = isStream ? unfinished(bytes, state.encoding) : 0;
    state.pending = bytes.slice(bytes.length - kept);
    bytes = bytes.subarray(0, bytes.length - kept);
    let text = decode(state.encoding, bytes);
    if (state.fatal && isBroken(text, bytes, state.encoding)) {
      state.pending = new Uint8Array(0);
      throw error("TypeError", "Failed to execute 'decode' on 'TextDecoder': The encoded data was not valid.");
    }
    if (!state.started && !state.ignoreBom && text.startsWith("\ufeff")) text = text.slice(1);
    state.started = isStream && (state.started || text !== "");
    return text;
  }

  const TextEncoder = stage.interface({
    name: "TextEncoder",
    create() {},
    attributes: { encoding: () => "utf-8" },
    methods: {
      encode: (s, input = "") => stage.bytes(utf8Encode(String(input))),
      encodeInto(s, source, destination) {
        const text = String(source);
        const target = stage.readBytes(destination);
        if (target === undefined) {
          throw error(
            "TypeError",
            "Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'.",
          );
        }
        return fill(text.slice(0, target.length + 1).toWellFormed(), target);
      },
    },
  });

  function fill(text, target) {
    let read = 0;
    let written = 0;
    for (const character of text) {
      const bytes = utf8Encode(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }

  const TextDecoder = stage.interface({
    name: "TextDecoder",
    create(state, label = "utf-8", options = undefined) {
      const given = String(label);
      const encoding = byLabel.get(given.trim().toLowerCase());
      if (encoding === undefined) {
        throw error(
          "RangeError", `Failed to construct 'TextDecoder': The encoding label provided ('${given}') is invalid.`,
        );
      }
      state.encoding = encoding;
      state.fatal = isObject(options) && Boolean(options.fatal);
      state.ignoreBom = isObject(options) && Boolean(options.ignoreBOM);
      state.pending = new Uint8Array(0);
      state.started = false;
    },
    attributes: { encoding: (s) => s.encoding, fatal: (s) => s.fatal, ignoreBOM: (s) => s.ignoreBom },
    methods: {
      decode: (s, input = undefined, options = undefined) =>
        decodeNext(s, input, isObject(options) && Boolean(options.stream)),
    },
  });

  // For responses, whose headers name an encoding; without one it is UTF-8.
  function decodeAs(label, bytes) {
    const text = decode(byLabel.get(String(label).trim().toLowerCase()) ?? "utf-8", bytes);
    return text.startsWith("\ufeff") ? text.slice(1) : text;
  }

  stage.parts.encoding = { TextEncoder, TextDecoder, decodeAs };
})
