(function (stage) {
  "use strict";
  // What can be done with files, each once and synchronously: `fs` makes three functions of each.
  //
  // Source: Node.js documentation, "File system".

  const { buffer, encodings } = stage.parts;
  const { coded, invalidType, invalidValue, put, system } = stage.parts.errors;
  const { files, isObject } = stage;
  const FIRST_FD = 17;
  const MAX_OPEN = 1000;
  const MAX_PATH = 4096; // characters, as Linux has it

  // ---- paths and options

  // Returns a path as the guest has given it, as text.
  function given(value, name = "path") {
    const bytes = typeof value === "string" ? undefined : stage.readBytes(value);
    const path = typeof value === "string" ? value : bytes !== undefined ? stage.text.utf8Decode(bytes) : fromUrl(value);
    if (path === undefined) throw invalidType(name, ["string", "Buffer", "URL"], value);
    if (path.includes("\0")) throw invalidValue(name, path, "must be a string, Uint8Array, or URL without null bytes");
    if (path.length > MAX_PATH) throw system("ENAMETOOLONG", "open", path);
    return path;
  }

  function fromUrl(value) {
    if (!isObject(value) || value.href === undefined || value.protocol === undefined) return undefined;
    if (value.protocol !== "file:") throw coded("TypeError", "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    return decodeURIComponent(String(value.pathname));
  }

  const whole = (path) => stage.parts.path.resolve(path);
  const encodingOf = (options) => (typeof options === "string" ? options : isObject(options) ? options.encoding ?? undefined : undefined);

  // Returns bytes as the guest wants them.
  function shown(bytes, options) {
    const encoding = encodingOf(options);
    return encoding === undefined || encoding === "buffer" ? buffer.make(bytes) : encodings.decode(bytes, encoding);
  }

  function contentOf(data, options) {
    const bytes = encodings.bytesOf(data, encodingOf(options));
    if (bytes === undefined) throw invalidType("data", ["string", "Buffer", "TypedArray", "DataView"], data);
    return bytes;
  }

  // Throws what went wrong with a path, if something did.
  function settled(result, syscall, path, dest) {
    if (result.error) throw system(result.error, syscall, path, dest);
    return result;
  }

  // ---- what stat gives

  const KINDS = { file: 0o100000, directory: 0o040000, link: 0o120000 };
  const kindTests = (kindOf) => ({
    isFile: (state) => kindOf(state) === "file",
    isDirectory: (state) => kindOf(state) === "directory",
    isSymbolicLink: (state) => kindOf(state) === "link",
    isBlockDevice: () => false,
    isCharacterDevice: () => false,
    isFIFO: () => false,
    isSocket: () => false,
  });
  const plain = { style: "plain", hidden: true };
  const Stats = stage.interface({ ...plain, name: "Stats", path: "fs.Stats", methods: kindTests((state) => state.kind) });
  const Dirent = stage.interface({ ...plain, name: "Dirent", path: "fs.Dirent", methods: kindTests((state) => state.kind) });

  function stats(found) {
    const { accessed_ms, created_ms, inode, kind, mode, modified_ms, size } = found;
    const id = stage.profile.user === "root" ? 0 : 1000;
    const date = (ms) => stage.construct(stage.builtins.Date, ms);
    return put(Stats.make({ kind }), {
      dev: 2049, mode: KINDS[kind] | mode, nlink: 1, uid: id, gid: id, rdev: 0, blksize: 4096, ino: inode, size,
      blocks: Math.ceil(size / 512), atimeMs: accessed_ms, mtimeMs: modified_ms, ctimeMs: modified_ms, birthtimeMs: created_ms,
      atime: date(accessed_ms), mtime: date(modified_ms), ctime: date(modified_ms), birthtime: date(created_ms),
    });
  }

  function statOf(path, client, syscall, options) {
    const name = given(path);
    const found = files.stat(whole(name), { client });
    if (found.error === "ENOENT" && options?.throwIfNoEntry === false) return undefined;
    return stats(settled(found, syscall, name));
  }

  function dirent({ kind, name }, folder) {
    return put(Dirent.make({ kind }), { name, parentPath: folder, path: folder });
  }

  function readdir(path, options, client) {
    const name = given(path);
    const { entries } = settled(files.list(whole(name), { client }), "scandir", name);
    const found = options?.recursive ? entries.flatMap((entry) => [entry, ...below(entry, entry.name)]) : entries;
    return options?.withFileTypes ? found.map((entry) => dirent(entry, name)) : found.map((entry) => entry.name);
  }

  function below(entry, prefix, depth = 0) {
    if (entry.kind !== "directory" || depth > 20) return [];
    const { entries = [] } = files.list(entry.path);
    return entries.flatMap((one) => {
      const inner = `${prefix}/${one.name}`;
      return [{ ...one, name: inner }, ...below(one, inner, depth + 1)];
    });
  }

  // ---- open files

  const open = new Map(); // fd -> {path, position, flags}
  stage.onStart(() => open.clear());

  function openFile(path, flags, client) {
    const name = given(path);
    const mode = flags === undefined ? "r" : flags;
    const how = String(mode);
    const isWriting = typeof mode === "number" ? (mode & 3) !== 0 : /[wa+]/.test(how);
    const found = files.stat(whole(name), { client });
    if (!isWriting) settled(found, "open", name);
    else if (found.error || (typeof mode === "string" && how.startsWith("w"))) {
      settled(files.write(whole(name), new Uint8Array(0), { client, exclusive: how.includes("x") }), "open", name);
    }
    if (open.size >= MAX_OPEN) throw system("EMFILE", "open", name);
    let fd = FIRST_FD;
    while (open.has(fd)) fd++;
    open.set(fd, { path: whole(name), position: 0, isAppending: how.startsWith("a") });
    return fd;
  }

  function handleOf(fd, syscall) {
    if (typeof fd !== "number") throw invalidType("fd", ["number"], fd);
    const handle = open.get(fd);
    if (handle === undefined) throw system("EBADF", syscall);
    return handle;
  }

  function readFd(fd, target, offset, length, position) {
    const handle = handleOf(fd, "read");
    const { bytes = new Uint8Array(0) } = files.read(handle.path, { client: "fs.read" });
    const start = typeof position === "number" && position >= 0 ? position : handle.position;
    const to = stage.readBytes(target);
    if (to === undefined) throw invalidType("buffer", ["Buffer", "TypedArray", "DataView"], target);
    const piece = bytes.subarray(start, start + Math.max(0, Math.min(length ?? to.length, to.length - (offset ?? 0))));
    to.set(piece, offset ?? 0);
    if (typeof position !== "number") handle.position = start + piece.length;
    return piece.length;
  }

  // Writes to an open file: text, or a part of a buffer. A file that is written piece by piece grows.
  function writeFd(fd, data, offset, length, position) {
    if (fd === 1 || fd === 2) {
      stage.print(fd === 1 ? "log" : "error", stage.text.utf8Decode(contentOf(data)).replace(/\n$/, ""));
      return contentOf(data).length;
    }
    const handle = handleOf(fd, "write");
    const isText = typeof data === "string";
    const bytes = isText ? encodings.encode(data, length) : contentOf(data).subarray(offset ?? 0, (offset ?? 0) + (length ?? Infinity));
    const at = isText ? offset : position;
    if (typeof at === "number" && !handle.isAppending) overwrite(handle, bytes, at);
    else settled(files.append(handle.path, bytes, { client: "fs.write" }), "write");
    return bytes.length;
  }

  function overwrite(handle, bytes, at) {
    const { bytes: old = new Uint8Array(0) } = files.read(handle.path, { client: "fs.write" });
    const made = new Uint8Array(Math.max(old.length, Math.min(at, 1 << 24) + bytes.length));
    made.set(old);
    made.set(bytes, Math.min(at, made.length - bytes.length));
    settled(files.write(handle.path, made, { client: "fs.write" }), "write");
  }

  // ---- contents

  function readFile(path, options) {
    const name = typeof path === "number" ? handleOf(path, "read").path : given(path);
    if (encodingOf(options) !== undefined) encodings.required(encodingOf(options));
    const result = files.read(whole(name), { client: "fs.readFile" });
    const syscall = result.error === "EISDIR" ? "read" : "open";
    return shown(settled(result, syscall, result.error === "EISDIR" ? undefined : name).bytes, options);
  }

  function writeFile(path, data, options, isAppending = false) {
    if (typeof path === "number") return void writeFd(path, data, undefined, encodingOf(options));
    const name = given(path);
    const flag = (isObject(options) && options.flag) || "";
    const how = { client: isAppending ? "fs.appendFile" : "fs.writeFile", exclusive: String(flag).includes("x"), mode: modeOf(options?.mode) };
    const append = isAppending || String(flag).startsWith("a");
    settled(files[append ? "append" : "write"](whole(name), contentOf(data, options).slice(), how), "open", name);
  }

  function modeOf(mode) {
    const number = typeof mode === "string" ? parseInt(mode, 8) : mode;
    return typeof number === "number" && Number.isFinite(number) ? number & 0o7777 : undefined;
  }

  function access(path, mode) {
    const name = given(path);
    const found = files.stat(whole(name), { client: "fs.access" });
    settled(found, "access", name);
    if (mode & 1 && found.kind === "file" && !(found.mode & 0o111) && !name.includes("/bin/")) throw system("EACCES", "access", name);
  }

  function exists(path) {
    try {
      return files.exists(whole(given(path)), { client: "fs.exists" });
    } catch {
      return false;
    }
  }

  function rm(path, options) {
    const name = given(path);
    const result = files.remove(whole(name), { client: "fs.rm", recursive: Boolean(options?.recursive) });
    if (result.error === "ENOENT" && options?.force) return;
    settled(result, "rm", name);
  }

  function two(operation, syscall) {
    return (from, to, options) => {
      const [source, target] = [given(from, "oldPath"), given(to, "newPath")];
      const exclusive = operation === "copy" && (Number(options) & 1) === 1;
      settled(files[operation](whole(source), whole(target), { client: `fs.${syscall}`, exclusive }), syscall, source, target);
    };
  }

  // A link may lead to what is not there; to what is, it is a copy.
  function symlink(target, path) {
    const [source, name] = [given(target, "target"), given(path)];
    const from = stage.parts.path.resolve(stage.parts.path.dirname(whole(name)), source);
    if (files.kindOf(whole(name)) !== "") throw system("EEXIST", "symlink", source, name);
    files.note("symlink", whole(name), { client: "fs.symlink" }, { to: source });
    if (files.kindOf(from) === "file") files.copy(from, whole(name), { client: "fs.symlink" });
  }

  const noted = (operation) => (path, ...details) => {
    const name = given(path);
    settled(files.note(operation, whole(name), { client: `fs.${operation}` }, { arguments: details.map(String).join(", ") }), operation, name);
  };

  function mkdir(path, options) {
    const name = given(path);
    const recursive = Boolean(options?.recursive);
    settled(files.mkdir(whole(name), { client: "fs.mkdir", recursive }), "mkdir", name);
    return recursive ? whole(name) : undefined;
  }

  function mkdtemp(prefix) {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const name = given(prefix, "prefix") + Array.from({ length: 6 }, () => letters[Math.floor(stage.chance() * 62)]).join("");
    settled(files.mkdir(whole(name), { client: "fs.mkdtemp" }), "mkdtemp", name);
    return name;
  }

  function realpath(path) {
    const name = given(path);
    settled(files.stat(whole(name), { client: "fs.realpath" }), "lstat", name);
    return whole(name);
  }

  function truncate(path, length = 0) {
    const name = given(path);
    const { bytes } = settled(files.read(whole(name), { client: "fs.truncate" }), "open", name);
    settled(files.write(whole(name), bytes.slice(0, Math.max(0, Number(length) || 0)), { client: "fs.truncate" }), "open", name);
  }

  function chmod(path, mode) {
    const name = given(path);
    settled(files.chmod(whole(name), modeOf(mode) ?? 0o644, { client: "fs.chmod" }), "chmod", name);
  }

  // Each by its name in the promises API.
  const OPERATIONS = {
    access, chmod, mkdir, mkdtemp, readFile, realpath, rm, truncate, writeFile,
    appendFile: (path, data, options) => writeFile(path, data, options, true),
    chown: noted("chown"),
    copyFile: two("copy", "copyfile"),
    cp: two("copy", "cp"),
    lchown: noted("lchown"),
    link: two("copy", "link"),
    lstat: (path, options) => statOf(path, "fs.lstat", "lstat", options),
    lutimes: noted("lutimes"),
    open: (path, flags) => openFile(path, flags, "fs.open"),
    readdir: (path, options) => readdir(path, typeof options === "string" ? undefined : options, "fs.readdir"),
    readlink(path) {
      const name = given(path);
      throw system(files.stat(whole(name), { client: "fs.readlink" }).error || "EINVAL", "readlink", name);
    },
    rename: two("move", "rename"),
    rmdir(path, options) {
      const name = given(path);
      settled(files.remove(whole(name), { client: "fs.rmdir", kind: "directory", recursive: Boolean(options?.recursive) }), "rmdir", name);
    },
    stat: (path, options) => statOf(path, "fs.stat", "stat", options),
    statfs: () => ({ type: 61267, bsize: 4096, blocks: 20_263_218, bfree: 9_128_004, bavail: 9_123_908, files: 5_160_960, ffree: 4_893_112 }),
    symlink,
    unlink(path) {
      const name = given(path);
      settled(files.remove(whole(name), { client: "fs.unlink", kind: "file" }), "unlink", name);
    },
    utimes: noted("utimes"),
  };

  // On open files; in the promises API these are methods of a FileHandle.
  const DESCRIPTOR_OPERATIONS = {
    close(fd) {
      handleOf(fd, "close");
      open.delete(fd);
    },
    read: readFd,
    write: writeFd,
    fchmod: (fd, mode) => void chmod(handleOf(fd, "fchmod").path, mode),
    fchown: (fd) => void handleOf(fd, "fchown"),
    fdatasync: (fd) => void handleOf(fd, "fdatasync"),
    fstat: (fd) => statOf(handleOf(fd, "fstat").path, "fs.fstat", "fstat"),
    fsync: (fd) => void handleOf(fd, "fsync"),
    ftruncate: (fd, length) => truncate(handleOf(fd, "ftruncate").path, length),
    futimes: (fd) => void handleOf(fd, "futimes"),
  };

  stage.parts.fs = { Dirent, Stats, contentOf, descriptors: DESCRIPTOR_OPERATIONS, exists, given, operations: OPERATIONS, whole };
})
