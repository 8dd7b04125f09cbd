(function (stage) {
  "use strict";
  // The module "fs": each operation as a synchronous function, with a callback, and as a promise; and streams.
  //
  // Source: Node.js documentation, "File system".

  const { buffer, emitters: events, fs, stream, turns } = stage.parts;
  const { callback: checked, put } = stage.parts.errors;
  const { isFunction } = stage;

  const CONSTANTS = {
    F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512,
    O_APPEND: 1024, COPYFILE_EXCL: 1, COPYFILE_FICLONE: 2, S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384,
    S_IFLNK: 40960, S_IRUSR: 256, S_IWUSR: 128, S_IXUSR: 64, S_IRWXU: 448, UV_FS_COPYFILE_EXCL: 1,
  };

  // ---- three functions of one

  // With a callback: what was given wrong is thrown at once, what goes wrong comes with the callback.
  function withCallback(run) {
    return (...values) => {
      const callback = checked(values.findLast(isFunction), "cb");
      const given = values.slice(0, values.lastIndexOf(callback));
      turns.turn(() => {
        const result = attempt(run, given);
        if (result.error !== undefined) stage.call(callback, undefined, result.error);
        else if (result.value === undefined) stage.call(callback, undefined, null);
        else stage.call(callback, undefined, null, result.value, ...(run === fs.descriptors.read || run === fs.descriptors.write ? [given[1]] : []));
      });
    };
  }

  function attempt(run, values) {
    try {
      return { value: run(...values) };
    } catch (error) {
      return { error };
    }
  }

  const asPromise = (run) => (...values) => turns.promised(() => run(...values));

  // ---- files that are open, for promises

  const FileHandle = stage.interface({
    name: "FileHandle",
    path: "fs.FileHandle",
    style: "plain",
    hidden: true,
    parent: events.handle,
    attributes: { fd: (state) => state.fd },
    methods: {
      appendFile: (state, data, options) => turns.promised(() => fs.operations.writeFile(state.fd, data, options)),
      close: (state) => turns.promised(() => fs.descriptors.close(state.fd)),
      read: (state, target, offset, length, position) => turns.promised(() => ({
        bytesRead: fs.descriptors.read(state.fd, target, offset, length, position), buffer: target,
      })),
      readFile: (state, options) => turns.promised(() => fs.operations.readFile(state.fd, options)),
      stat: (state) => turns.promised(() => fs.descriptors.fstat(state.fd)),
      sync: (state) => turns.promised(() => fs.descriptors.fsync(state.fd)),
      truncate: (state, length) => turns.promised(() => fs.descriptors.ftruncate(state.fd, length)),
      write: (state, data, offset, length, position) => turns.promised(() => ({
        bytesWritten: fs.descriptors.write(state.fd, data, offset, length, position), buffer: data,
      })),
      writeFile: (state, data, options) => turns.promised(() => fs.operations.writeFile(state.fd, data, options)),
    },
  });

  // ---- streams

  function readSource(path, options) {
    return (state) => {
      const { start = 0, end = Infinity } = options ?? {};
      const result = attempt(fs.operations.readFile, [path]);
      if (result.error !== undefined) return stream.fail(state, result.error);
      const bytes = stage.readBytes(result.value).subarray(start, end + 1);
      events.emit(state, "open", 17);
      events.emit(state, "ready");
      if (bytes.length > 0) stream.push(state, buffer.make(bytes));
      stream.push(state, null);
    };
  }

  // The first piece replaces what was there, unless the flags say otherwise.
  function writeSink(path, options, state) {
    let isAppending = String(options?.flags ?? "w").startsWith("a");
    const write = (bytes) => {
      const result = attempt(isAppending ? fs.operations.appendFile : fs.operations.writeFile, [path, stage.bytes(bytes)]);
      isAppending = true;
      if (result.error !== undefined) stream.fail(state, result.error);
      else state.written += bytes.length;
    };
    return { write: (chunk) => write(fs.contentOf(chunk)), end: () => void (isAppending || write(new Uint8Array(0))) };
  }

  const plain = { style: "plain", hidden: true };
  const optionsOf = (options) => (typeof options === "string" ? { encoding: options } : options);
  const ReadStream = stage.interface({
    ...plain, name: "ReadStream", path: "fs.ReadStream", parent: stream.Readable,
    create(state, path, options) {
      const given = optionsOf(options);
      state.path = fs.given(path);
      state.source = readSource(path, given);
      if (given?.encoding) stream.inputOf(state).encoding = stage.parts.encodings.required(given.encoding);
    },
    attributes: { path: (state) => state.path, bytesRead: () => 0, pending: () => false },
    methods: { close: (state) => void stream.destroy(state) },
  });
  const WriteStream = stage.interface({
    ...plain, name: "WriteStream", path: "fs.WriteStream", parent: stream.Writable,
    create(state, path, options) {
      state.path = fs.given(path);
      state.written = 0;
      state.sink = writeSink(path, optionsOf(options), state);
      turns.tick(() => {
        events.emit(state, "open", 17);
        events.emit(state, "ready");
      });
    },
    attributes: { path: (state) => state.path, bytesWritten: (state) => state.written, pending: () => false },
    methods: {
      close(state, callback) {
        stream.destroy(state);
        turns.answer(callback);
      },
    },
  });

  // ---- watching, which nothing ever moves

  const Watcher = stage.interface({
    ...plain, name: "FSWatcher", path: "fs.FSWatcher", parent: events.handle,
    methods: { close() {}, ref: (state) => state.self, unref: (state) => state.self },
  });

  function watch(path) {
    stage.files.note("watch", fs.whole(fs.given(path, "filename")), { client: "fs.watch" });
    return Watcher.make({});
  }

  function opendirEntries(path) {
    return fs.operations.readdir(path, { withFileTypes: true });
  }

  const Dir = stage.interface({
    ...plain, name: "Dir", path: "fs.Dir",
    attributes: { path: (state) => state.path },
    methods: {
      readSync: (state) => state.entries.shift() ?? null,
      read: (state) => stage.resolved(state.entries.shift() ?? null),
      closeSync() {},
      close: () => stage.resolved(undefined),
    },
  });
  const opendir = (path) => Dir.make({ path: fs.given(path), entries: opendirEntries(path) });

  // ---- the modules

  function promises() {
    const methods = {};
    for (const name of Object.keys(fs.operations)) methods[name] = asPromise(fs.operations[name]);
    methods.open = (path, flags) => turns.promised(() => FileHandle.make({ fd: fs.operations.open(path, flags) }));
    methods.opendir = asPromise(opendir);
    return stage.namespace({ name: "promises", path: "fs.promises", methods, values: { constants: CONSTANTS } });
  }

  function functions() {
    const methods = {};
    const all = { ...fs.operations, ...fs.descriptors, opendir };
    for (const name of Object.keys(all)) {
      methods[name] = withCallback(all[name]);
      methods[`${name}Sync`] = all[name];
    }
    return methods;
  }

  stage.parts.define("fs/promises", promises);
  stage.parts.define("fs", () => {
    const made = stage.namespace({
      name: "fs",
      methods: {
        ...functions(),
        createReadStream: (path, options) => stage.construct(ReadStream.constructor, path, options),
        createWriteStream: (path, options) => stage.construct(WriteStream.constructor, path, options),
        exists(path, callback) {
          const isThere = fs.exists(path);
          turns.turn(() => stage.call(checked(callback, "cb"), undefined, isThere));
        },
        existsSync: fs.exists,
        unwatchFile() {},
        watch,
        watchFile: watch,
      },
      values: {
        ...CONSTANTS, constants: CONSTANTS, promises: stage.parts.core("fs/promises"), Stats: fs.Stats.constructor,
        Dirent: fs.Dirent.constructor, ReadStream: ReadStream.constructor, WriteStream: WriteStream.constructor,
      },
    });
    put(made.realpathSync, { native: made.realpathSync });
    put(made.realpath, { native: made.realpath });
    return made;
  });
})
