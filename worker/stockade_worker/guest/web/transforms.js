(function (stage) {
  "use strict";
  // Streams that go through something: compression, text, the guest's own TransformStream; and WritableStream. All of
  // a readable stream goes through at once, since what there is of it is there already.
  //
  // Source: Streams Standard, sections 5 and 6; Compression Standard; Encoding Standard, section 7.

  const { error, isFunction, isObject } = stage;
  const { streams, deflate } = stage.parts;

  const FORMATS = { gzip: ["gzip", "gunzip"], deflate: ["deflate", "inflate"], "deflate-raw": ["deflateRaw", "inflateRaw"] };

  // ---- writing: chunks that come one by one, to whatever takes them

  const Writer = stage.interface({
    name: "WritableStreamDefaultWriter",
    create(s, stream) {
      s.stream = WritableStream.state(stream);
      if (s.stream === undefined) {
        throw error("TypeError", "Failed to construct 'WritableStreamDefaultWriter': parameter 1 is not of type 'WritableStream'.");
      }
    },
    attributes: {
      closed: () => stage.resolved(undefined), desiredSize: () => 1, ready: () => stage.resolved(undefined),
    },
    methods: {
      abort: (s, _reason = undefined) => attempt(() => undefined),
      close: (s) => attempt(() => s.stream.sink.close()),
      releaseLock() {},
      write: (s, chunk = undefined) => attempt(() => s.stream.sink.write(chunk)),
    },
  });

  function attempt(work) {
    try {
      return stage.resolved(work());
    } catch (thrown) {
      return stage.rejected(thrown);
    }
  }

  const WritableStream = stage.interface({
    name: "WritableStream",
    create(s, given = undefined) {
      const sink = isObject(given) ? given : {};
      s.sink = {
        write: (chunk) => (isFunction(sink.write) ? stage.call(sink.write, sink, chunk) : undefined),
        close: () => (isFunction(sink.close) ? stage.call(sink.close, sink) : undefined),
      };
    },
    attributes: { locked: () => false },
    methods: {
      abort: (s, _reason = undefined) => attempt(() => undefined),
      close: (s) => attempt(() => s.sink.close()),
      getWriter: (s) => Writer.make({ stream: s }),
    },
  });

  // ---- pairs of a readable and a writable end

  // Fills in both ends. `pass` takes all chunks that were written, and returns those that come out.
  function connect(state, pass) {
    const readable = streams.open();
    const chunks = [];
    state.readable = readable.object;
    state.writable = WritableStream.make({
      sink: {
        write: (chunk) => void chunks.push(chunk),
        close() {
          try {
            for (const chunk of pass(chunks)) readable.push(chunk);
            readable.close();
          } catch (thrown) {
            readable.fail(thrown);
          }
        },
      },
    });
  }

  function pair(name, create) {
    stage.interface({
      name,
      create,
      attributes: { readable: (s) => s.readable, writable: (s) => s.writable },
    });
  }

  function bytesOf(chunks, name) {
    return stage.parts.blob.concat(chunks.map((chunk) => {
      const bytes = stage.readBytes(chunk);
      if (bytes === undefined) throw error("TypeError", `Failed to execute 'write' on '${name}': The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.`);
      return bytes;
    }));
  }

  function formatOf(value, name) {
    const format = FORMATS[String(value)];
    if (format !== undefined) return format;
    throw error("TypeError", `Failed to construct '${name}': Unsupported compression format: '${String(value).slice(0, 100)}'`);
  }

  pair("CompressionStream", (s, format) => {
    const [kind] = formatOf(format, "CompressionStream");
    connect(s, (chunks) => [stage.bytes(deflate.pack(kind, bytesOf(chunks, "CompressionStream")))]);
  });

  pair("DecompressionStream", (s, format) => {
    const [, kind] = formatOf(format, "DecompressionStream");
    connect(s, (chunks) => [stage.bytes(unpack(kind, bytesOf(chunks, "DecompressionStream")))]);
  });

  // What comes out is kept: it is what the page wanted to hide.
  function unpack(kind, bytes) {
    try {
      const plain = deflate.unpack(kind, bytes);
      stage.keep("decoded", "DecompressionStream", plain);
      return plain;
    } catch (thrown) {
      if (!(thrown instanceof deflate.DataError)) throw thrown;
      throw error("TypeError", "The compressed data was not valid: incorrect header check.");
    }
  }

  pair("TextDecoderStream", (s, label = "utf-8", _options = undefined) => {
    connect(s, (chunks) => [stage.parts.encoding.decodeAs(label, bytesOf(chunks, "TextDecoderStream"))]);
  });

  pair("TextEncoderStream", (s) => {
    connect(s, (chunks) => [stage.bytes(stage.text.utf8Encode(chunks.map(String).join("")))]);
  });

  const Controller = stage.interface({
    name: "TransformStreamDefaultController",
    attributes: { desiredSize: () => 1 },
    methods: {
      enqueue: (s, chunk = undefined) => void s.out.push(chunk),
      error(s, reason = undefined) {
        throw reason;
      },
      terminate() {},
    },
  });

  pair("TransformStream", (s, given = undefined) => {
    const transformer = isObject(given) ? given : {};
    connect(s, (chunks) => {
      const out = [];
      const controller = Controller.make({ out });
      const { transform, flush } = transformer;
      for (const chunk of chunks) {
        if (isFunction(transform)) stage.call(transform, transformer, chunk, controller);
        else out.push(chunk);
      }
      if (isFunction(flush)) stage.call(flush, transformer, controller);
      return out;
    });
  });

  // ---- pipes

  // Writes to a sink whatever comes of a readable stream, and then closes it.
  function pipe(readable, writable) {
    const target = WritableStream.state(writable);
    if (target === undefined) {
      return stage.rejected(error("TypeError", "Failed to execute 'pipeTo' on 'ReadableStream': parameter 1 is not of type 'WritableStream'."));
    }
    const done = stage.promise();
    const step = () => {
      stage.then(streams.read(readable), ({ value, done: isOver }) => {
        try {
          if (isOver) done.resolve(target.sink.close());
          else {
            target.sink.write(value);
            step();
          }
        } catch (thrown) {
          done.reject(thrown);
        }
      }, (reason) => done.reject(reason));
    };
    step();
    return done.promise;
  }

  function pipeThrough(readable, transform) {
    const writable = isObject(transform) ? transform.writable : undefined;
    if (WritableStream.state(writable) === undefined) {
      throw error("TypeError", "Failed to execute 'pipeThrough' on 'ReadableStream': parameter 1's 'writable' property is not of type 'WritableStream'.");
    }
    const through = transform.readable;
    pipe(readable, writable);
    return through;
  }

  streams.pipes = { pipe, pipeThrough };
})
