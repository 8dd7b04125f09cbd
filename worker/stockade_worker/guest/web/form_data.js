(function (stage) {
  "use strict";
  // FormData, and how it is written as multipart/form-data.
  //
  // Source: XMLHttpRequest Standard, section 5; RFC 7578.

  const { error } = stage;
  const { Blob, File, concat } = stage.parts.blob;
  const { utf8Encode } = stage.text;

  const MAX_ENTRIES = 10_000;

  const text = (value) => String(value).toWellFormed();

  function entry(value, fileName) {
    const blob = Blob.state(value);
    if (blob === undefined) return text(value);
    if (File.state(value) !== undefined && fileName === undefined) return value;
    return File.make({
      bytes: blob.bytes, mime: blob.mime, name: fileName === undefined ? blob.name ?? "blob" : text(fileName),
      lastModified: Math.floor(stage.clock.now()),
    });
  }

  const FormData = stage.interface({
    name: "FormData",
    create(state, form = undefined) {
      state.pairs = [];
      if (form === undefined) return;
      const node = stage.parts.dom?.unwrap(form);
      if (node?.name !== "form") {
        throw error(
          "TypeError", "Failed to construct 'FormData': parameter 1 is not of type 'HTMLFormElement'.",
        );
      }
      state.pairs = stage.parts.forms.entriesOf(node);
    },
    methods: {
      append(s, name, value, fileName = undefined) {
        const pair = [text(name), entry(value, fileName)];
        if (s.pairs.length < MAX_ENTRIES) s.pairs.push(pair);
      },
      delete(s, name) {
        const key = text(name);
        s.pairs = s.pairs.filter((pair) => pair[0] !== key);
      },
      get(s, name) {
        const key = text(name);
        return s.pairs.find((pair) => pair[0] === key)?.[1] ?? null;
      },
      getAll(s, name) {
        const key = text(name);
        return s.pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);
      },
      has(s, name) {
        const key = text(name);
        return s.pairs.some((pair) => pair[0] === key);
      },
      set(s, name, value, fileName = undefined) {
        const [key, given] = [text(name), entry(value, fileName)];
        const at = s.pairs.findIndex((pair) => pair[0] === key);
        if (at < 0) s.pairs.push([key, given]);
        else {
          s.pairs = s.pairs.filter((pair, i) => i <= at || pair[0] !== key);
          s.pairs[at] = [key, given];
        }
      },
      ...stage.parts.iteration.methods("FormData", (s) => s.pairs),
    },
  });
  stage.parts.iteration.alias(FormData, "entries");

  const quoted = (name) => name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");

  // Returns {bytes, type} as it goes over the network.
  function multipart(object) {
    const { pairs } = FormData.state(object);
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const tail = Array.from({ length: 16 }, () => letters[Math.floor(stage.chance() * letters.length)]).join("");
    const boundary = "----WebKitFormBoundary" + tail;
    const pieces = [];
    for (const [name, value] of pairs) {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
      const file = File.state(value);
      if (file === undefined) pieces.push(utf8Encode(`${head}\r\n\r\n${value}\r\n`));
      else {
        const type = file.mime || "application/octet-stream";
        pieces.push(utf8Encode(`${head}; filename="${quoted(file.name)}"\r\nContent-Type: ${type}\r\n\r\n`));
        pieces.push(file.bytes, utf8Encode("\r\n"));
      }
    }
    pieces.push(utf8Encode(`--${boundary}--\r\n`));
    return { bytes: concat(pieces), type: `multipart/form-data; boundary=${boundary}` };
  }

  stage.parts.formData = { FormData, multipart, stateOf: (object) => FormData.state(object) };
})
