(function (stage) {
  "use strict";
  // ADODB.Stream: bytes, or text in a character set, and a place in them.

  const { com, arrays, streams } = stage.parts;

  const [BINARY, TEXT] = [1, 2];
  const CLOSED = [0x800a0e78, "Operation is not allowed when the object is closed."];
  const NOT_HERE = [0x800a0c93, "Operation is not allowed in this context."];
  const WRONG_TYPE = [0x800a0bb9, "Arguments are of the wrong type, are out of acceptable range, or are in conflict with one another."];
  const NO_FILE = [0x800a0bba, "File could not be opened."];
  const NO_SAVE = [0x800a0bbc, "Write to file failed."];
  const FEWEST_BYTES = 1024;
  const MAX_BYTES = 256 << 20;
  const MARKS = { "utf-8": [0xef, 0xbb, 0xbf], "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] };

  // ---- bytes that grow

  function reserve(s, size) {
    if (size > MAX_BYTES) throw com.error(7);
    if (size <= s.bytes.length) return;
    const larger = new Uint8Array(Math.max(FEWEST_BYTES, size, s.bytes.length * 2));
    larger.set(s.bytes.subarray(0, s.size));
    s.bytes = larger;
  }

  function put(s, bytes) {
    reserve(s, s.at + bytes.length);
    s.bytes.set(bytes, s.at);
    s.at += bytes.length;
    s.size = Math.max(s.size, s.at);
  }

  function take(s, count) {
    const end = Math.min(s.size, s.at + count);
    const taken = s.bytes.slice(s.at, end);
    s.at = end;
    return taken;
  }

  function opened(s) {
    if (!s.isOpen) throw com.error(...CLOSED);
    return s;
  }

  function ofType(s, type) {
    if (opened(s).type !== type) throw com.error(...NOT_HERE);
  }

  // ---- text

  const charsetOf = (s) => stage.text.charset(s.charset) ?? "windows-1252";

  function writeText(s, text, option = 0) {
    ofType(s, TEXT);
    const charset = charsetOf(s);
    if (s.size === 0 && MARKS[charset] !== undefined) put(s, Uint8Array.from(MARKS[charset]));
    put(s, stage.text.encode(charset, com.text(text) + (Number(option) === 1 ? s.separator : "")));
  }

  function skipMark(s) {
    const mark = MARKS[charsetOf(s)];
    if (s.at === 0 && mark?.every((byte, at) => s.bytes[at] === byte)) s.at = Math.min(s.size, mark.length);
  }

  // count: of characters; -1 all of them, -2 a line.
  function readText(s, count = -1) {
    ofType(s, TEXT);
    skipMark(s);
    const text = stage.text.decode(charsetOf(s), s.bytes.subarray(s.at, s.size));
    const wanted = Number(count);
    const end = wanted === -2 ? text.indexOf(s.separator) : wanted;
    const taken = end < 0 ? text : text.slice(0, end);
    const passed = wanted === -2 && end >= 0 ? taken + s.separator : taken;
    s.at = end < 0 ? s.size : Math.min(s.size, s.at + stage.text.encode(charsetOf(s), passed).length);
    return taken;
  }

  // ---- the stream

  function write(s, value) {
    ofType(s, BINARY);
    const bytes = arrays.bytesOf(value);
    if (bytes === undefined) throw com.error(...WRONG_TYPE);
    put(s, bytes);
  }

  function read(s, count = -1) {
    ofType(s, BINARY);
    const bytes = take(s, Number(count) < 0 ? Infinity : Number(count));
    return bytes.length === 0 ? null : arrays.ofBytes(bytes);
  }

  function setType(s, value) {
    const type = Number(value);
    if (type !== BINARY && type !== TEXT) throw com.error(...WRONG_TYPE);
    if (s.isOpen && s.at !== 0) throw com.error(...NOT_HERE);
    s.type = type;
  }

  function setPosition(s, value) {
    opened(s);
    const at = Number(value);
    if (!(at >= 0) || at > MAX_BYTES) throw com.error(...WRONG_TYPE);
    if (at > s.size) {
      reserve(s, at);
      s.size = at;
    }
    s.at = Math.floor(at);
  }

  function save(s, path, option = 1) {
    opened(s);
    streams.flush();
    const exclusive = (Number(option) & 2) === 0;
    const done = stage.files.write(com.text(path), s.bytes.slice(0, s.size), { exclusive, client: "ADODB.Stream" });
    if (done.error !== "") throw com.error(...NO_SAVE);
    s.at = 0;
  }

  function load(s, path) {
    opened(s);
    streams.flush();
    const got = stage.files.read(com.text(path), { client: "ADODB.Stream" });
    if (got.error !== "") throw com.error(...NO_FILE);
    fill(s, got.bytes);
  }

  function fill(s, bytes) {
    s.bytes = bytes.slice();
    s.size = bytes.length;
    s.at = 0;
  }

  function copyTo(s, target, count = -1) {
    const other = com.state(target);
    if (!streamClass.is(target)) throw com.error(...WRONG_TYPE);
    put(opened(other), take(opened(s), Number(count) < 0 ? Infinity : Number(count)));
  }

  const SEPARATORS = { 10: "\n", 13: "\r" };

  const streamClass = com.class({
    progids: ["ADODB.Stream", "{00000566-0000-0010-8000-00AA006D2EA4}"],
    content: (s) => s.bytes.slice(s.at, s.size),
    create(s) {
      Object.assign(s, { type: TEXT, charset: "Unicode", mode: 0, separator: "\r\n", isOpen: false, bytes: new Uint8Array(0), size: 0, at: 0 });
    },
    properties: {
      Charset: { get: (s) => s.charset, set: (s, value) => setCharset(s, com.text(value)) },
      EOS: (s) => opened(s).at >= s.size,
      LineSeparator: { get: (s) => (s.separator === "\n" ? 10 : s.separator === "\r" ? 13 : -1), set: (s, value) => (s.separator = SEPARATORS[Number(value)] ?? "\r\n") },
      Mode: { get: (s) => s.mode, set: (s, value) => (s.mode = Number(value)) },
      Position: { get: (s) => opened(s).at, set: setPosition },
      Size: (s) => opened(s).size,
      State: (s) => Number(s.isOpen),
      Type: { get: (s) => s.type, set: setType },
    },
    readable: ["Read", "ReadText"],
    methods: {
      Cancel: () => undefined,
      Close(s) {
        opened(s).isOpen = false;
        fill(s, new Uint8Array(0));
      },
      CopyTo: copyTo,
      Flush: (s) => void opened(s),
      LoadFromFile: load,
      Open: (s) => void (s.isOpen = true),
      Read: read,
      ReadText: readText,
      SaveToFile: save,
      SetEOS: (s) => void (opened(s).size = s.at),
      SkipLine: (s) => void readText(s, -2),
      Write: write,
      WriteText: writeText,
    },
  });

  function setCharset(s, name) {
    if (stage.text.charset(name) === undefined) throw com.error(...WRONG_TYPE);
    s.charset = name;
  }

  // A stream that is open, with these bytes in it.
  stage.parts.makeStream = (bytes) => {
    const made = streamClass.make();
    const state = com.state(made);
    state.isOpen = true;
    state.type = BINARY;
    fill(state, bytes);
    return made;
  };
})
