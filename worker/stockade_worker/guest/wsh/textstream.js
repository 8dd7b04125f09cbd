(function (stage) {
  "use strict";
  // TextStream: text that is read or written piece by piece. Used for files, for what programs print, and for the
  // script's own input and output.
  //
  // What is written to a file is kept until the stream is closed, or until somebody may look: `flush` is called
  // before any other use of files, before programs run and at the end. The file is there as soon as it is opened.

  const { com } = stage.parts;
  const [READING, APPENDING] = [1, 8];
  const MAX_OPEN = 500;

  let open = new Set(); // streams with text that is not in their file yet

  stage.onStart(() => {
    open = new Set();
  });
  stage.onEnd(flush);

  // ---- files

  // format: 0 and -2 bytes of the code page, -1 UTF-16
  const charsetOf = (format) => (Number(format) === -1 ? "utf-16le" : "windows-1252");

  function decoded(bytes, format) {
    const text = stage.text.decode(charsetOf(format), bytes);
    return charsetOf(format) === "utf-16le" ? text.replace(/^\ufeff/, "") : text;
  }

  function save(s) {
    if (s.pieces.length === 0) return;
    const text = s.pieces.join("");
    s.pieces = [];
    open.delete(s);
    const bytes = stage.text.encode(charsetOf(s.format), s.isFresh && charsetOf(s.format) === "utf-16le" ? `\ufeff${text}` : text);
    stage.files.write(s.path, bytes, { append: !s.isFresh, client: "Scripting.TextStream" });
    s.isFresh = false;
  }

  function flush() {
    for (const s of open) save(s);
  }

  // mode: 1 for reading, 2 writing, 8 appending. Throws as OpenTextFile does.
  function openFile(path, mode, create, format, client) {
    flush();
    const isThere = stage.files.kindOf(stage.files.normalise(path)) !== undefined;
    if (mode === READING || mode === APPENDING) {
      if (!isThere && !create) throw com.error(53);
    }
    if (mode === READING && isThere) {
      const got = stage.files.read(path, { client });
      if (got.error !== "") throw com.error(got.error === "EISDIR" ? 70 : 53);
      return make({ text: decoded(got.bytes, format), mode: READING });
    }
    const isFresh = !(mode === APPENDING && isThere);
    if (isFresh) checked(stage.files.write(path, new Uint8Array(0), { client }));
    else stage.files.note("open", path, { client });
    return make({ path, mode, format, isFresh });
  }

  const CODES = { ENOENT: 76, EEXIST: 58, EISDIR: 70, ENOTDIR: 76, ENOTEMPTY: 70 };

  // Throws what an operation on files has ended with.
  function checked(result, missing = 76) {
    if (result.error !== "") throw com.error(result.error === "ENOENT" ? missing : CODES[result.error] ?? 70);
    return result;
  }

  // ---- streams

  // fields: text (to be read), mode, path, or write(text) for what goes elsewhere.
  function make(fields) {
    return textStream.make({ text: "", at: 0, pieces: [], line: 1, isClosed: false, ...fields });
  }

  function take(s, count) {
    if (s.mode !== READING) throw com.error(54);
    if (s.isClosed || s.at >= s.text.length) throw com.error(62);
    const taken = s.text.slice(s.at, s.at + count);
    s.at += taken.length;
    return taken;
  }

  function takeLine(s) {
    const end = s.text.indexOf("\n", s.at);
    const line = take(s, (end < 0 ? s.text.length : end + 1) - s.at);
    s.line++;
    return line.replace(/\r?\n$/, "");
  }

  function put(s, text) {
    if (s.mode === READING || s.isClosed) throw com.error(54);
    if (s.write !== undefined) return void s.write(text);
    if (!open.has(s) && open.size >= MAX_OPEN) flush();
    s.pieces.push(text);
    open.add(s);
  }

  const textStream = com.class({
    path: "Scripting.TextStream",
    properties: {
      AtEndOfStream: (s) => s.mode !== READING || s.at >= s.text.length,
      AtEndOfLine: (s) => s.at >= s.text.length || s.text[s.at] === "\r" || s.text[s.at] === "\n",
      Line: (s) => s.line,
      Column: (s) => s.at - s.text.lastIndexOf("\n", s.at - 1),
    },
    methods: {
      Read: (s, count) => take(s, Math.max(0, Number(count) || 0)),
      ReadAll: (s) => take(s, Infinity),
      ReadLine: (s) => takeLine(s),
      Skip: (s, count) => void take(s, Math.max(0, Number(count) || 0)),
      SkipLine: (s) => void takeLine(s),
      Write: (s, text) => put(s, com.text(text)),
      WriteLine: (s, text) => put(s, `${com.text(text)}\r\n`),
      WriteBlankLines: (s, count) => put(s, "\r\n".repeat(Math.min(10_000, Math.max(0, Number(count) || 0)))),
      Close(s) {
        save(s);
        s.isClosed = true;
      },
    },
  });

  stage.parts.streams = { open: openFile, make, flush, checked };
})
