(function (stage) {
  "use strict";
  // The module "zlib": unpacking is real, packing makes stored blocks, brotli is not there.
  //
  // Source: Node.js documentation, "Zlib".

  const { buffer, deflate, encodings, hash, stream, turns } = stage.parts;
  const { coded, invalidType, put } = stage.parts.errors;
  const ERRNO = { Z_DATA_ERROR: -3, Z_BUF_ERROR: -5 };

  function inputOf(value) {
    const bytes = encodings.bytesOf(value);
    if (bytes === undefined) throw invalidType("buffer", ["string", "Buffer", "TypedArray", "DataView", "ArrayBuffer"], value);
    return bytes;
  }

  // Returns the guest's error for one of ours.
  function shown(error) {
    if (!(error instanceof deflate.DataError)) return error;
    if (error.code === "ERR_BUFFER_TOO_LARGE") return coded("RangeError", error.code, "Cannot create a Buffer larger than 4294967296 bytes");
    return put(stage.error("Error", error.message), { errno: ERRNO[error.code], code: error.code });
  }

  // What was unpacked is kept with the trace.
  function unpack(kind, bytes, limit) {
    try {
      const made = deflate.unpack(kind, bytes, limit);
      stage.keep("decoded", `${kind} output`, made);
      return made;
    } catch (error) {
      throw shown(error);
    }
  }

  const limitOf = (options) => (typeof options?.maxOutputLength === "number" ? options.maxOutputLength : undefined);
  const JOBS = { __proto__: null };
  for (const kind of ["inflate", "inflateRaw", "gunzip", "unzip"]) JOBS[kind] = (bytes, options) => unpack(kind, bytes, limitOf(options));
  for (const kind of ["deflate", "deflateRaw", "gzip"]) JOBS[kind] = (bytes) => deflate.pack(kind, bytes);
  for (const kind of ["brotliCompress", "brotliDecompress"]) {
    JOBS[kind] = () => {
      throw put(stage.error("Error", "Decompression failed"), { errno: -2, code: "ERR__ERROR_FORMAT_PADDING_1" });
    };
  }

  const CLASSES = {
    inflate: "Inflate", inflateRaw: "InflateRaw", gunzip: "Gunzip", unzip: "Unzip", deflate: "Deflate",
    deflateRaw: "DeflateRaw", gzip: "Gzip", brotliCompress: "BrotliCompress", brotliDecompress: "BrotliDecompress",
  };

  // A stream collects all of its input, and gives its output at the end.
  function streamClass(kind) {
    return stage.interface({
      name: CLASSES[kind], path: `zlib.${CLASSES[kind]}`, style: "plain", hidden: true, parent: stream.Transform,
      create(state, options) {
        const pieces = [];
        state.sink = {
          write: (chunk) => void pieces.push(stage.readBytes(chunk).slice()),
          end() {
            try {
              stream.push(state, buffer.make(JOBS[kind](hash.joined(pieces), options)));
            } catch (error) {
              return [error];
            }
            return undefined;
          },
        };
        state.isTransform = true;
      },
    });
  }

  function asynchronous(run) {
    return (value, options, callback) => {
      const done = stage.isFunction(options) ? options : callback;
      stage.parts.errors.callback(done, "callback");
      const input = inputOf(value).slice();
      turns.turn(() => {
        let made;
        try {
          made = buffer.make(run(input, options));
        } catch (error) {
          stage.call(done, undefined, error);
          return;
        }
        stage.call(done, undefined, null, made);
      });
    };
  }

  stage.parts.define("zlib", () => {
    const methods = {};
    const values = { constants: { Z_NO_FLUSH: 0, Z_FINISH: 4, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1 } };
    for (const kind of Object.keys(JOBS)) {
      const run = JOBS[kind];
      const handle = streamClass(kind);
      methods[kind] = asynchronous(run);
      methods[`${kind}Sync`] = (value, options) => buffer.make(run(inputOf(value), options));
      methods[`create${CLASSES[kind]}`] = (options) => stage.construct(handle.constructor, options);
      values[CLASSES[kind]] = handle.constructor;
    }
    methods.crc32 = (value, start = 0) => deflate.crc32(inputOf(value), start);
    return stage.namespace({ name: "zlib", methods, values });
  });
})
