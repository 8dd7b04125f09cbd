(function (stage) {
  "use strict";
  // Blob and File, and the blob: URLs that stand for them. What a page puts together and offers for download is an
  // artifact of the run: making a URL for a blob tells of it.
  //
  // Source: File API.

  const { error, isObject } = stage;
  const { utf8Encode } = stage.text;

  const MAX_BYTES = 64 << 20; // of one blob
  const MAX_URLS = 10_000;

  function concat(pieces) {
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (total > MAX_BYTES) throw error("RangeError", "Array buffer allocation failed");
    const bytes = new Uint8Array(total);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  function bytesOfPart(part, nativeEndings) {
    const blob = Blob.state(part);
    if (blob !== undefined) return blob.bytes;
    const bytes = stage.readBytes(part);
    if (bytes !== undefined) return bytes.slice();
    const text = String(part);
    return utf8Encode(nativeEndings ? text.replace(/\r\n?|\n/g, "\r\n") : text);
  }

  function readParts(parts, options, name) {
    if (parts === undefined) return new Uint8Array(0);
    if (!isObject(parts) || !stage.isFunction(parts[Symbol.iterator])) {
      throw error(
        "TypeError",
        `Failed to construct '${name}': The provided value cannot be converted to a sequence.`,
      );
    }
    return concat(Array.from(parts, (part) => bytesOfPart(part, options.endings === "native")));
  }

  function readOptions(options) {
    if (!isObject(options)) return { mime: "", endings: "transparent", lastModified: undefined };
    const endings = options.endings === undefined ? "transparent" : String(options.endings);
    const given = options.type === undefined ? "" : String(options.type);
    const mime = /^[\x20-\x7e]*$/.test(given) ? given.toLowerCase() : "";
    return { mime, endings, lastModified: options.lastModified };
  }

  // A position of `slice`: clamped, and counted from the end if it is negative.
  function position(value, size, fallback) {
    const given = value === undefined ? fallback : Math.trunc(Number(value)) || 0;
    return given < 0 ? Math.max(size + given, 0) : Math.min(given, size);
  }

  const Blob = stage.interface({
    name: "Blob",
    create(state, parts = undefined, options = undefined) {
      const read = readOptions(options);
      state.bytes = readParts(parts, read, "Blob");
      state.mime = read.mime;
    },
    attributes: { size: (s) => s.bytes.length, type: (s) => s.mime },
    methods: {
      arrayBuffer: (s) => stage.resolved(stage.buffer(s.bytes)),
      bytes: (s) => stage.resolved(stage.bytes(s.bytes)),
      slice(s, start = undefined, end = undefined, type = "") {
        const from = position(start, s.bytes.length, 0);
        const to = position(end, s.bytes.length, s.bytes.length);
        return make(s.bytes.slice(from, Math.max(from, to)), String(type).toLowerCase());
      },
      stream: (s) => stage.parts.streams.ofBytes(s.bytes),
      text: (s) => stage.resolved(stage.text.utf8Decode(s.bytes)),
    },
  });

  function make(bytes, mime) {
    return Blob.make({ bytes, mime });
  }

  const File = stage.interface({
    name: "File",
    parent: Blob,
    create(state, parts, name, options = undefined) {
      const read = readOptions(options);
      state.bytes = readParts(parts, read, "File");
      state.mime = read.mime;
      state.name = String(name).toWellFormed();
      state.lastModified = read.lastModified === undefined
        ? Math.floor(stage.clock.now()) : Math.trunc(Number(read.lastModified)) || 0;
    },
    attributes: {
      name: (s) => s.name,
      lastModified: (s) => s.lastModified,
      lastModifiedDate: (s) => new Date(s.lastModified),
      webkitRelativePath: () => "",
    },
  });

  // ---- blob: URLs

  const urls = new Map();
  stage.onStart(() => {
    if (urls.size > 0) urls.clear();
  });

  const objectUrls = {
    create(object) {
      const blob = Blob.state(object);
      if (blob === undefined) {
        throw error(
          "TypeError",
          "Failed to execute 'createObjectURL' on 'URL': Overload resolution failed.",
        );
      }
      const origin = stage.persona === "browser" ? stage.parts.urlParser.originOf(stage.parts.pageUrl()) : "nodedata";
      const url = `blob:${origin}/${uuid()}`;
      if (urls.size < MAX_URLS) urls.set(url, blob);
      stage.effect("file", "createObjectURL", url, { type: blob.mime, size: blob.bytes.length }, blob.bytes);
      return url;
    },
    revoke(url) {
      urls.delete(url);
    },
    // Returns {bytes, mime} of a blob: or data: URL, or undefined.
    read(url) {
      const text = String(url);
      if (text.startsWith("blob:")) return urls.get(text.split("#", 1)[0]);
      return text.slice(0, 5).toLowerCase() === "data:" ? readData(text) : undefined;
    },
  };

  function readData(url) {
    const comma = url.indexOf(",");
    if (comma < 0) return undefined;
    const head = url.slice(5, comma).trim();
    const isBase64 = /;\s*base64$/i.test(head);
    const mime = head.replace(/;\s*base64$/i, "") || "text/plain;charset=US-ASCII";
    const raw = stage.parts.urlHost.decodeBytes(url.slice(comma + 1).split("#", 1)[0]);
    if (!isBase64) return { mime, bytes: raw };
    const bytes = stage.text.base64Decode(stage.text.latin1(raw).replace(/\s/g, ""));
    return { mime, bytes: bytes ?? new Uint8Array(0) };
  }

  function uuid() {
    const digits = Array.from({ length: 32 }, () => Math.floor(stage.chance() * 16).toString(16));
    digits[12] = "4";
    digits[16] = "89ab"[Math.floor(stage.chance() * 4)];
    return digits.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  stage.parts.blob = { Blob, File, make, concat, uuid };
  stage.parts.objectUrls = objectUrls;
})
