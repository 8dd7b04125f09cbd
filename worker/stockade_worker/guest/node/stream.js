(function (stage) {
  "use strict";
  // Streams: what is read, what is written, and both. Data goes through as soon as somebody listens; there is
  // no back pressure, since nothing here ever takes time.
  //
  // State of ours: `input` of what can be read, `output` of what can be written. A stream that we feed ourselves
  // has `source(state)` or `sink`; others have the guest's _read, _write, _transform, or the options of that name.
  // One with `staysOpen` does not close when all is written: an answer comes yet.
  //
  // Source: Node.js documentation, "Stream".

  const { emitters: events, turns } = stage.parts;
  const { coded, invalidType } = stage.parts.errors;
  const { emit } = events;
  const { isFunction, isObject } = stage;
  const MAX_QUEUED = 10_000; // chunks in one stream
  const MAX_READS = 10_000; // calls of a guest's _read without anybody pushing

  function inputOf(state) {
    return (state.input ??= { chunks: [], isFlowing: null, isEnded: false, isDone: false, isScheduled: false, reads: 0 });
  }

  function outputOf(state) {
    return (state.output ??= { isEnded: false, isFinished: false, pending: 0 });
  }

  // Returns the guest's own function for a job, given as an option or as a method; undefined for ours.
  function method(state, name) {
    const given = state.options?.[name] ?? state.self[`_${name}`];
    return isFunction(given) ? given : undefined;
  }

  const bytesOf = (chunk, encoding) => stage.parts.encodings.bytesOf(chunk, encoding);

  // Returns a chunk as the stream hands it on: a Buffer, unless it is in object mode.
  function packed(state, chunk, encoding) {
    if (state.options?.objectMode || state.options?.[state.isTransform ? "writableObjectMode" : "readableObjectMode"]) return chunk;
    if (typeof chunk === "string") return stage.parts.buffer.make(bytesOf(chunk, encoding));
    if (stage.parts.buffer.isBuffer(chunk)) return chunk;
    const bytes = ArrayBuffer.isView(chunk) ? stage.readBytes(chunk) : undefined;
    if (bytes !== undefined) return stage.parts.buffer.make(bytes);
    throw invalidType("chunk", ["string", "Buffer", "TypedArray", "DataView"], chunk);
  }

  // ---- reading

  function push(state, chunk, encoding) {
    const input = inputOf(state);
    input.reads = 0;
    if (input.isEnded) {
      if (chunk !== null) fail(state, coded("Error", "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"));
      return false;
    }
    if (chunk === null) input.isEnded = true;
    else if (chunk !== undefined && input.chunks.length < MAX_QUEUED) input.chunks.push(packed(state, chunk, encoding));
    schedule(state);
    return true;
  }

  function schedule(state) {
    const input = inputOf(state);
    if (input.isScheduled || input.isDone) return;
    input.isScheduled = true;
    turns.tick(() => {
      input.isScheduled = false;
      flow(state);
    });
  }

  const shown = (input, chunk) => (input.encoding === undefined ? chunk : stage.parts.encodings.decode(stage.readBytes(chunk), input.encoding));

  function flow(state) {
    const input = inputOf(state);
    if (input.onReadable && (input.chunks.length > 0 || input.isEnded)) emit(state, "readable");
    while (input.isFlowing && input.chunks.length > 0) emit(state, "data", shown(input, input.chunks.shift()));
    const isWanted = input.isFlowing || input.onReadable;
    if (input.chunks.length > 0 || !isWanted || input.isDone) return;
    if (input.isEnded) end(state);
    else ask(state);
  }

  // Asks whoever makes the data for more of it.
  function ask(state) {
    const input = inputOf(state);
    if (state.source !== undefined) {
      const { source } = state;
      state.source = undefined;
      source(state);
      return;
    }
    const read = method(state, "read");
    if (read === undefined || input.reads++ > MAX_READS) return;
    stage.call(read, state.self, 16384);
  }

  function end(state) {
    const input = inputOf(state);
    input.isDone = true;
    turns.tick(() => {
      emit(state, "end");
      if (state.output === undefined || state.output.isFinished) close(state);
    });
  }

  function close(state) {
    if (state.isClosed) return;
    state.isClosed = state.isDestroyed = true;
    turns.tick(() => emit(state, "close"));
  }

  function fail(state, error) {
    if (state.isFailed) return;
    state.isFailed = true;
    turns.turn(() => emit(state, "error", error));
  }

  function destroy(state, error) {
    if (state.isDestroyed) return state.self;
    state.isDestroyed = true;
    if (error) fail(state, error);
    turns.tick(() => {
      state.isClosed = true;
      emit(state, "close");
    });
    return state.self;
  }

  function setFlowing(state, isFlowing) {
    inputOf(state).isFlowing = isFlowing;
    if (isFlowing) schedule(state);
    return state.self;
  }

  // Reads what is there: `size` bytes, or all of it.
  function read(state, size) {
    const input = inputOf(state);
    if (input.chunks.length === 0) {
      if (input.isEnded && !input.isDone) end(state);
      return null;
    }
    if (state.options?.objectMode) return input.chunks.shift();
    const whole = stage.parts.hash.joined(input.chunks.map((chunk) => stage.readBytes(chunk)));
    if (typeof size === "number" && size < whole.length) {
      input.chunks = [stage.parts.buffer.make(whole.subarray(size))];
      return shown(input, stage.parts.buffer.make(whole.subarray(0, size)));
    }
    input.chunks = [];
    if (input.isEnded) schedule(state);
    return shown(input, stage.parts.buffer.make(whole));
  }

  // Joins a stream to another: the guest's `write` and `end`, as node itself calls them.
  function pipe(state, target, options) {
    if (!isObject(target)) throw invalidType("dest", ["Writable"], target);
    events.listen(state.self, "data", (chunk) => void stage.call(target.write, target, chunk));
    if (options?.end !== false) events.listen(state.self, "end", () => void stage.call(target.end, target), true);
    events.send(target, "pipe", state.self);
    setFlowing(state, true);
    return target;
  }

  function onListener(state, type) {
    const input = inputOf(state);
    if (type === "data" && input.isFlowing !== false) setFlowing(state, true);
    if (type !== "readable") return;
    input.onReadable = true;
    schedule(state);
  }

  // ---- as an asynchronous iterator

  const Iteration = stage.interface({
    name: "AsyncIterator",
    path: "Readable.AsyncIterator",
    style: "plain",
    hidden: true,
    tag: "",
    create() {},
    methods: {
      next(state) {
        const { promise, resolve, reject } = stage.promise();
        state.waiting.push({ resolve, reject });
        settle(state);
        return promise;
      },
      return(state) {
        destroy(state.stream);
        return stage.resolved({ value: undefined, done: true });
      },
    },
    symbols: { asyncIterator: (state) => state.self },
  });

  function settle(state) {
    while (state.waiting.length > 0 && (state.ready.length > 0 || state.isOver)) {
      const { resolve, reject } = state.waiting.shift();
      if (state.ready.length > 0) resolve({ value: state.ready.shift(), done: false });
      else if (state.error !== undefined) reject(state.error);
      else resolve({ value: undefined, done: true });
    }
  }

  function iterate(stream) {
    const made = Iteration.make({ waiting: [], ready: [], stream });
    const state = Iteration.state(made);
    const over = (error) => {
      state.isOver = true;
      state.error = error;
      settle(state);
    };
    events.listen(stream.self, "data", (chunk) => {
      state.ready.push(chunk);
      settle(state);
    });
    events.listen(stream.self, "end", () => over());
    events.listen(stream.self, "error", over);
    setFlowing(stream, true);
    return made;
  }

  // ---- writing

  function write(state, chunk, encoding, callback) {
    if (isFunction(encoding)) return write(state, chunk, undefined, encoding);
    const output = outputOf(state);
    if (output.isEnded) {
      fail(state, coded("Error", "ERR_STREAM_WRITE_AFTER_END", "write after end"));
      return false;
    }
    if (chunk === null) throw coded("TypeError", "ERR_STREAM_NULL_VALUES", "May not write null values to stream");
    const isText = typeof chunk === "string" && state.options?.decodeStrings === false;
    const given = isText || state.options?.objectMode || state.options?.writableObjectMode ? chunk : packed(state, chunk, encoding);
    output.pending++;
    deliver(state, given, isText ? encoding ?? "utf8" : "buffer", (error) => {
      output.pending--;
      turns.answer(callback, error ?? null);
      if (error) fail(state, error);
      finish(state);
    });
    return true;
  }

  // Gives a chunk to whoever takes it: the sink, or the guest's _transform or _write.
  function deliver(state, chunk, encoding, done) {
    if (state.sink !== undefined) {
      state.sink.write(chunk, state);
      done();
      return;
    }
    const transform = state.isTransform ? method(state, "transform") : undefined;
    const write = method(state, "write");
    const reply = (error, made) => {
      if (transform !== undefined && made !== undefined && made !== null) push(state, made);
      done(error);
    };
    if (transform !== undefined) stage.call(transform, state.self, chunk, encoding, turns.callback(reply, "callback"));
    else if (write !== undefined) stage.call(write, state.self, chunk, encoding, turns.callback(reply, "callback"));
    else if (state.isTransform) {
      push(state, chunk);
      done();
    } else done(coded("Error", "ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented"));
  }

  function endWriting(state, chunk, encoding, callback) {
    if (isFunction(chunk)) return endWriting(state, undefined, undefined, chunk);
    if (isFunction(encoding)) return endWriting(state, chunk, undefined, encoding);
    const output = outputOf(state);
    if (chunk !== undefined && chunk !== null) write(state, chunk, encoding);
    if (isFunction(callback)) events.listen(state.self, "finish", () => void stage.call(callback, undefined), true);
    output.isEnded = true;
    finish(state);
    return state.self;
  }

  // When all has been written: the last words of the sink, or of the guest's _flush and _final.
  function finish(state) {
    const output = outputOf(state);
    if (!output.isEnded || output.pending > 0 || output.isFinishing) return;
    output.isFinishing = true;
    const over = (error, made) => {
      if (error) return fail(state, error);
      if (state.isTransform) {
        if (made !== undefined && made !== null) push(state, made);
        push(state, null);
      }
      turns.tick(() => {
        output.isFinished = true;
        emit(state, "finish");
        if (!state.staysOpen && (state.input === undefined || state.input.isDone)) close(state);
      });
    };
    const last = method(state, state.isTransform ? "flush" : "final");
    if (state.sink?.end !== undefined) over(...(state.sink.end(state) ?? []));
    else if (last === undefined) over();
    else stage.call(last, state.self, turns.callback(over, "callback"));
  }

  // ---- the classes

  const READABLE = {
    methods: {
      push: (state, chunk, encoding) => push(state, chunk, encoding),
      unshift: (state, chunk, encoding) => void inputOf(state).chunks.unshift(packed(state, chunk, encoding)),
      read,
      on: (state, type, listener) => onAny(state, type, listener),
      addListener: (state, type, listener) => onAny(state, type, listener),
      resume: (state) => setFlowing(state, true),
      pause: (state) => setFlowing(state, false),
      isPaused: (state) => inputOf(state).isFlowing === false,
      pipe,
      unpipe: (state) => setFlowing(state, false),
      setEncoding(state, encoding) {
        inputOf(state).encoding = stage.parts.encodings.required(encoding);
        return state.self;
      },
      destroy,
    },
    attributes: {
      readable: (state) => !state.isDestroyed && !inputOf(state).isDone,
      readableEnded: (state) => inputOf(state).isDone,
      readableFlowing: (state) => inputOf(state).isFlowing,
      readableLength: (state) => inputOf(state).chunks.length,
      readableEncoding: (state) => inputOf(state).encoding ?? null,
      readableHighWaterMark: () => 65536,
      readableObjectMode: (state) => Boolean(state.options?.objectMode),
      destroyed: (state) => Boolean(state.isDestroyed),
      closed: (state) => Boolean(state.isClosed),
    },
  };
  const WRITABLE = {
    methods: {
      write,
      end: endWriting,
      cork() {},
      uncork() {},
      setDefaultEncoding: (state) => state.self,
      destroy,
    },
    attributes: {
      writable: (state) => !state.isDestroyed && !outputOf(state).isEnded,
      writableEnded: (state) => outputOf(state).isEnded,
      writableFinished: (state) => outputOf(state).isFinished,
      writableLength: () => 0,
      writableHighWaterMark: () => 65536,
      writableNeedDrain: () => false,
      destroyed: (state) => Boolean(state.isDestroyed),
      closed: (state) => Boolean(state.isClosed),
    },
  };

  const onEmitter = events.handle.prototype.on;
  function onAny(state, type, listener) {
    state.onListener ??= (key) => onListener(state, key);
    return stage.call(onEmitter, state.self, type, listener);
  }

  function create(isTransform) {
    return (state, options) => {
      state.options = isObject(options) ? options : undefined;
      state.isTransform = isTransform;
    };
  }

  const plain = { style: "plain", hidden: true };
  const Stream = stage.interface({ ...plain, name: "Stream", parent: events.handle, create() {} });
  const Readable = stage.interface({
    ...plain, name: "Readable", parent: Stream, create: create(false), ...READABLE,
    symbols: { asyncIterator: iterate },
    statics: { from: readableFrom },
  });
  const Writable = stage.interface({ ...plain, name: "Writable", parent: Stream, create: create(false), ...WRITABLE });
  const Duplex = stage.interface({
    ...plain, name: "Duplex", parent: Readable, create: create(false),
    methods: WRITABLE.methods, attributes: WRITABLE.attributes,
  });
  const Transform = stage.interface({ ...plain, name: "Transform", parent: Duplex, create: create(true) });
  const PassThrough = stage.interface({ ...plain, name: "PassThrough", parent: Transform, create: create(true) });

  function readableFrom(iterable, options) {
    const made = Readable.make({ options: isObject(options) ? options : stage.adopt({ objectMode: true }) });
    const state = Readable.state(made);
    const isOne = typeof iterable === "string" || stage.parts.buffer.isBuffer(iterable);
    for (const chunk of isOne ? [iterable] : iterable) push(state, chunk);
    push(state, null);
    return made;
  }

  stage.parts.stream = {
    Duplex, PassThrough, Readable, Stream, Transform, Writable, destroy, fail, inputOf, outputOf, push, setFlowing,
  };
})
