(function (stage) {
  "use strict";
  // The made-up file system: `stage.files`.
  //
  // Theory of operation. What exists is a table (tree.js), made at its first use in a run. What the sample
  // changes lies over it, in `written`: a path there has a new entry, or null if it was removed. Both are
  // keyed by the normalised path, in lower case on Windows; `below` says what lies in a folder.
  //
  // Every operation takes (path, …, options), records an effect of the kind "file" and returns an object
  // with `error`: "", or the name that the C library has for what went wrong (ENOENT, EEXIST, …). Option
  // `client` says who asks. Nothing is refused for want of rights: what a sample does with a file is what we
  // are here to see.

  const MAX_WRITTEN = 2000; // files and folders that are kept
  const MAX_KEPT_BYTES = 8 << 20; // of their contents; what is beyond has a size only
  const MAX_MADE_BYTES = 1 << 20; // that are made for a file of which only the size is known
  const MAX_DEPTH = 64; // of folders that are copied or removed with what is in them
  const LINE_FEED = 10;
  const DAY = 86_400_000;

  const { paths } = stage.parts;
  const { normalise, keyOf, join, parentOf, nameOf } = paths;

  let table; // key -> entry; see tree.js
  let written; // key -> entry, or null for removed
  let below; // key of a folder -> keys of what is, or was, right below it
  let keptBytes = 0;

  stage.onStart(() => {
    table = written = below = undefined;
    keptBytes = 0;
  });

  function open() {
    if (table !== undefined) return;
    written = new Map();
    below = new Map();
    table = stage.parts.tree.make();
    for (const { path } of table.values()) noteBelow(path);
  }

  function noteBelow(path) {
    const folder = keyOf(parentOf(path));
    const key = keyOf(path);
    if (folder === key) return; // a root
    if (!below.has(folder)) below.set(folder, new Set());
    below.get(folder).add(key);
  }

  // ---- looking

  function entryOf(path) {
    open();
    const key = keyOf(path);
    const entry = visible(key);
    if (entry !== undefined || stage.answers.files !== "present" || written.get(key) === null) return entry;
    return supposed(path);
  }

  function visible(key) {
    const own = written.get(key);
    if (own !== undefined) return own ?? undefined;
    const entry = table.get(key);
    const isAbsent = stage.answers.files === "absent" && entry?.kind === "file" && !entry.isSample;
    return isAbsent ? undefined : entry;
  }

  // What nobody has written, where everything exists.
  function supposed(path) {
    const kind = /\.[^.\\/]+$/.test(path) ? "file" : "directory";
    return {
      path,
      kind,
      size: kind === "file" ? 4821 : 0,
      modified: stage.profile.install_date_ms,
      mode: 0o644,
    };
  }

  function sizeOf(entry) {
    if (typeof entry.content === "function") {
      entry.content = stage.text.utf8Encode(entry.content());
      entry.size = entry.content.length;
    }
    return entry.size;
  }

  // Returns a copy of the content; one of which only the size is known begins as its name says.
  function contentOf(entry) {
    const size = sizeOf(entry);
    if (entry.content !== undefined) return entry.content.slice(0, size);
    const { bodies } = stage.parts;
    const kind = bodies.kindOf(entry.path) ?? (/\/bin\//.test(entry.path) ? "program" : "text");
    const bytes = new Uint8Array(Math.min(size, MAX_MADE_BYTES));
    if (/^text/.test(bodies.typeOf(kind))) bytes.fill(LINE_FEED);
    bytes.set(bodies.make(kind).subarray(0, bytes.length));
    return bytes;
  }

  function childrenOf(folder) {
    open();
    const found = [];
    for (const key of below.get(keyOf(folder)) ?? []) {
      const entry = visible(key);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  function describe(entry) {
    const { path, kind, mode, modified } = entry;
    const created_ms = entry.created ?? modified - DAY;
    const accessed_ms = Math.max(modified, created_ms);
    return {
      path,
      name: nameOf(path),
      kind,
      size: sizeOf(entry),
      mode,
      modified_ms: modified,
      created_ms,
      accessed_ms,
      inode: inodeOf(path),
    };
  }

  function inodeOf(path) {
    let hash = 262_144;
    for (let at = 0; at < path.length; at++) hash = (hash * 31 + path.charCodeAt(at)) % 8_388_593;
    return hash;
  }

  // ---- changing

  const keptOf = (entry) => (entry?.content === undefined ? 0 : entry.size);

  function keep(path, fields) {
    const key = keyOf(path);
    const old = written.get(key);
    if (old === undefined && written.size >= MAX_WRITTEN) return;
    const now = stage.clock.now();
    const mode = fields.mode ?? (fields.kind === "directory" ? 0o755 : 0o644);
    const entry = { path, created: old?.created ?? now, size: 0, ...fields, mode, modified: now };
    keptBytes -= keptOf(old);
    if (entry.content !== undefined) {
      entry.size = entry.content.length;
      if (keptBytes + entry.size > MAX_KEPT_BYTES) entry.content = undefined;
      else keptBytes += entry.size;
    }
    written.set(key, entry);
    noteBelow(path);
  }

  // Adds to a file that the sample has written. The buffer grows by doubling: samples write byte by byte.
  function extend(entry, bytes) {
    const size = entry.size + bytes.length;
    keptBytes -= keptOf(entry);
    if (entry.content !== undefined && keptBytes + size > MAX_KEPT_BYTES) entry.content = undefined;
    if (entry.content !== undefined) {
      if (size > entry.content.length) {
        const grown = new Uint8Array(Math.max(size, 2 * entry.content.length));
        grown.set(entry.content);
        entry.content = grown;
      }
      entry.content.set(bytes, entry.size);
    }
    entry.size = size;
    entry.modified = stage.clock.now();
    keptBytes += keptOf(entry);
  }

  function forget(path) {
    const key = keyOf(path);
    keptBytes -= keptOf(written.get(key));
    if (table.has(key) || stage.answers.files === "present") {
      if (written.size < MAX_WRITTEN || written.has(key)) written.set(key, null);
    } else {
      written.delete(key);
    }
  }

  function forgetTree(entry, depth = 0) {
    if (entry.kind === "directory" && depth < MAX_DEPTH) {
      for (const child of childrenOf(entry.path)) forgetTree(child, depth + 1);
    }
    forget(entry.path);
  }

  function copyTree(entry, target, depth = 0) {
    if (entry.kind === "file") {
      return keep(target, { kind: "file", mode: entry.mode, content: contentOf(entry) });
    }
    const children = depth < MAX_DEPTH ? childrenOf(entry.path) : []; // now: the target may lie inside
    keep(target, { kind: "directory" });
    for (const child of children) copyTree(child, join(target, nameOf(child.path)), depth + 1);
  }

  // Makes a folder, and those that it lies in.
  function keepFolders(path) {
    for (let at = path; entryOf(at) === undefined && at !== parentOf(at); at = parentOf(at)) {
      keep(at, { kind: "directory" });
    }
  }

  // Returns what stands against something new at a path. On Windows a missing folder is made: samples take
  // folders for granted that our table lacks.
  function parentError(path) {
    const parent = parentOf(path);
    const kind = entryOf(parent)?.kind;
    if (kind === "file") return "ENOTDIR";
    if (kind === undefined && paths.isWindows()) keepFolders(parent);
    return kind === undefined && !paths.isWindows() ? "ENOENT" : "";
  }

  // ---- recording

  function record(operation, path, options, details = {}, content) {
    stage.effect("file", operation, path, withClient(options, details), content);
    return path;
  }

  function recordChange(operation, path, options, details, content) {
    record(operation, path, options, details, content);
    recordPersistence(operation, path, options);
  }

  function recordPersistence(operation, path, options, details) {
    const mechanism = paths.mechanismOf(path);
    if (mechanism === undefined) return;
    stage.effect("persistence", operation, path, withClient(options, { mechanism, ...details }));
  }

  const withClient = (options, details) => ({ client: options?.client, ...details });

  const failed = (error) => ({ error });
  const done = (more) => ({ error: "", ...more });

  // ---- asking

  // options.kind: only a "file", or only a "directory", will do.
  function exists(path, options) {
    const normal = normalise(path);
    const kind = entryOf(normal)?.kind;
    const isFound = kind !== undefined && (options?.kind === undefined || options.kind === kind);
    record("exists", normal, options, { found: String(isFound) });
    return isFound;
  }

  function stat(path, options) {
    const normal = record("stat", normalise(path), options);
    const entry = entryOf(normal);
    return entry === undefined ? failed("ENOENT") : done(describe(entry));
  }

  // Returns `entries`, each as `stat` gives it, in the order of their names.
  function list(path, options) {
    const normal = record("list", normalise(path), options);
    const entry = entryOf(normal);
    if (entry === undefined) return failed("ENOENT");
    if (entry.kind === "file") return failed("ENOTDIR");
    const entries = childrenOf(normal).map(describe);
    return done({
      path: entry.path,
      entries: entries.sort((a, b) => (keyOf(a.name) < keyOf(b.name) ? -1 : 1)),
    });
  }

  // Returns `bytes`.
  function read(path, options) {
    const normal = record("read", normalise(path), options);
    const entry = entryOf(normal);
    if (entry === undefined) return failed("ENOENT");
    return entry.kind === "directory" ? failed("EISDIR") : done({ path: normal, bytes: contentOf(entry) });
  }

  // ---- doing

  // `content` is bytes, or text that becomes UTF-8. options: append; exclusive (it must not exist); mode.
  function write(path, content, options) {
    const normal = normalise(path);
    const bytes = typeof content === "string" ? stage.text.utf8Encode(content) : content;
    const operation = options?.append ? "append" : "write";
    recordChange(operation, normal, options, { size: String(bytes.length) }, bytes);
    const old = entryOf(normal);
    if (old?.kind === "directory") return failed("EISDIR");
    if (old !== undefined && options?.exclusive) return failed("EEXIST");
    const error = parentError(normal);
    if (error !== "") return failed(error);
    const before = options?.append && old !== undefined ? sizeOf(old) : 0;
    if (options?.append && old !== undefined) extendOwn(old, bytes);
    else keep(normal, { kind: "file", mode: options?.mode ?? old?.mode, content: bytes.slice() });
    return done({ path: normal, size: before + bytes.length });
  }

  // Adds to the sample's own copy of a file.
  function extendOwn(entry, bytes) {
    const key = keyOf(entry.path);
    if (!written.get(key)) keep(entry.path, { ...entry, content: contentOf(entry) });
    const own = written.get(key);
    if (own) extend(own, bytes);
  }

  const append = (path, content, options) => write(path, content, { ...options, append: true });

  // options: kind, as in `exists`; recursive.
  function remove(path, options) {
    const normal = normalise(path);
    const entry = entryOf(normal);
    record("remove", normal, options, entry === undefined ? {} : { kind: entry.kind });
    if (entry === undefined) return failed("ENOENT");
    if (options?.kind === "file" && entry.kind === "directory") return failed("EISDIR");
    if (options?.kind === "directory" && entry.kind === "file") return failed("ENOTDIR");
    if (!options?.recursive && entry.kind === "directory" && childrenOf(normal).length > 0) {
      return failed("ENOTEMPTY");
    }
    forgetTree(entry);
    return done();
  }

  // options.recursive: make the folders that it lies in, and be content if it is there.
  function mkdir(path, options) {
    const normal = normalise(path);
    recordChange("mkdir", normal, options);
    const old = entryOf(normal);
    if (old !== undefined) {
      return options?.recursive && old.kind === "directory" ? done({ path: normal }) : failed("EEXIST");
    }
    if (options?.recursive) keepFolders(parentOf(normal));
    const error = parentError(normal);
    if (error !== "") return failed(error);
    keep(normal, { kind: "directory" });
    return done({ path: normal });
  }

  // options.exclusive: there must be nothing at the target.
  const copy = (from, to, options) => transfer("copy", from, to, options);
  const move = (from, to, options) => transfer("move", from, to, options);

  function transfer(operation, from, to, options) {
    const source = normalise(from);
    const target = normalise(to);
    record(operation, source, options, { to: target });
    recordPersistence(operation, target, options, { from: source });
    const entry = entryOf(source);
    if (entry === undefined) return failed("ENOENT");
    if (options?.exclusive && entryOf(target) !== undefined) return failed("EEXIST");
    const error = parentError(target);
    if (error !== "") return failed(error);
    if (keyOf(source) === keyOf(target)) return done({ path: target });
    copyTree(entry, target);
    if (operation === "move") forgetTree(entry);
    return done({ path: target });
  }

  function chmod(path, mode, options) {
    const normal = record("chmod", normalise(path), options, { mode: "0" + Number(mode).toString(8) });
    const entry = entryOf(normal);
    if (entry === undefined) return failed("ENOENT");
    keep(normal, {
      ...entry,
      mode: Number(mode),
      content: entry.kind === "file" ? contentOf(entry) : undefined,
    });
    return done();
  }

  // Any other operation on a path: it is recorded, and nothing changes.
  function note(operation, path, options, details) {
    const normal = normalise(path);
    recordChange(operation, normal, options, details);
    return entryOf(normal) === undefined ? failed("ENOENT") : done({ path: normal });
  }

  // ---- looking without a trace, for other parts of the world

  // Returns "file", "directory" or "".
  const kindOf = (path) => entryOf(normalise(path))?.kind ?? "";

  // Returns the bytes that the sample itself has put into a file, or undefined.
  function writtenBytes(path) {
    open();
    const entry = written.get(keyOf(normalise(path)));
    return entry?.content?.slice(0, entry.size);
  }

  function temporaryName(extension = "tmp") {
    const digits = Math.floor(stage.chance() * 0xfffff)
      .toString(16)
      .toUpperCase()
      .padStart(5, "0");
    return "rad" + digits + "." + extension;
  }

  stage.files = {
    exists,
    stat,
    list,
    read,
    write,
    append,
    remove,
    mkdir,
    copy,
    move,
    chmod,
    note,
    kindOf,
    writtenBytes,
    temporaryName,
    normalise,
    join,
    parentOf,
    nameOf,
    special: paths.special,
  };
});
