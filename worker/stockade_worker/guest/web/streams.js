(function (stage) {
  "use strict";
  // ReadableStream, as far as the bodies of responses and blobs need one: chunks that are there already, or that a
  // source of the guest's enqueues.
  //
  // Source: Streams Standard, section 4.

  const { error, isFunction, isObject } = stage;

  const CHUNK = 65_536; // bytes, as in Chrome
  const MAX_QUEUE = 100_000;
  const RELEASED =
    "This readable stream reader has been released and cannot be used to read from its previous owner stream";

  function settle(state) {
    while (state.waiting.length > 0) {
      if (state.queue.length > 0) state.waiting.shift().resolve({ value: state.queue.shift(), done: false });
      else if (state.failed) state.waiting.shift().reject(state.reason);
      else if (state.closed) state.waiting.shift().resolve({ value: undefined, done: true });
      else return;
    }
  }

  function read(state) {
    state.disturbed = true;
    const waiter = stage.promise();
    state.waiting.push(waiter);
    settle(state);
    if (state.waiting.length > 0) pull(state);
    return waiter.promise;
  }

  // Asks the guest's source for more, once at a time.
  function pull(state) {
    if (!isFunction(state.pull) || state.pulling) return;
    state.pulling = true;
    let result;
    try {
      result = stage.call(state.pull, state.source, state.controller);
    } catch (thrown) {
      fail(state, thrown);
      return;
    }
    const done = () => {
      state.pulling = false;
      if (state.waiting.length > 0 && !state.closed && !state.failed && state.pulls++ < MAX_QUEUE) pull(state);
    };
    stage.then(result, done, (reason) => fail(state, reason));
  }

  function fail(state, reason) {
    if (state.closed || state.failed) return;
    state.failed = true;
    state.reason = reason;
    state.queue = [];
    settle(state);
  }

  function close(state) {
    state.closed = true;
    settle(state);
  }

  const Controller = stage.interface({
    name: "ReadableStreamDefaultController",
    attributes: { desiredSize: (s) => (s.stream.closed ? 0 : Math.max(0, 1 - s.stream.queue.length)) },
    methods: {
      close(s) {
        close(s.stream);
      },
      enqueue(s, chunk = undefined) {
        if (s.stream.closed || s.stream.failed) {
          throw error(
            "TypeError",
            "Failed to execute 'enqueue' on 'ReadableStreamDefaultController': Cannot enqueue a chunk into a closed readable stream",
          );
        }
        if (s.stream.queue.length < MAX_QUEUE) s.stream.queue.push(chunk);
        settle(s.stream);
      },
      error(s, reason = undefined) {
        fail(s.stream, reason);
      },
    },
  });

  const Reader = stage.interface({
    name: "ReadableStreamDefaultReader",
    create(state, stream) {
      lock(state, Stream.state(stream));
    },
    attributes: { closed: (s) => s.closedPromise },
    methods: {
      cancel: (s, reason = undefined) => cancel(s.stream, reason),
      read: (s) => (s.stream === undefined ? stage.rejected(error("TypeError", RELEASED)) : read(s.stream)),
      releaseLock(s) {
        if (s.stream !== undefined) s.stream.reader = undefined;
        s.stream = undefined;
      },
    },
  });

  function lock(state, stream) {
    if (stream === undefined) {
      throw error(
        "TypeError",
        "Failed to construct 'ReadableStreamDefaultReader': parameter 1 is not of type 'ReadableStream'.",
      );
    }
    if (stream.reader !== undefined) {
      throw error(
        "TypeError",
        "Failed to construct 'ReadableStreamDefaultReader': ReadableStreamDefaultReader constructor can only accept readable streams that are not yet locked to a reader",
      );
    }
    state.stream = stream;
    state.closedPromise = stage.resolved(undefined);
    stream.reader = state;
  }

  function cancel(stream, reason) {
    if (stream === undefined) return stage.resolved(undefined);
    stream.queue = [];
    stream.disturbed = true;
    close(stream);
    if (isFunction(stream.cancel)) stage.call(stream.cancel, stream.source, reason);
    return stage.resolved(undefined);
  }

  function fresh(queue, closed) {
    return { queue, closed, failed: false, waiting: [], disturbed: false, reader: undefined, pulling: false, pulls: 0 };
  }

  const Stream = stage.interface({
    name: "ReadableStream",
    create(state, source = undefined) {
      Object.assign(state, fresh([], false));
      if (!isObject(source)) return;
      const { start } = source;
      state.source = source;
      state.pull = source.pull;
      state.cancel = source.cancel;
      state.controller = Controller.make({ stream: state });
      if (isFunction(start)) stage.call(start, source, state.controller);
    },
    attributes: { locked: (s) => s.reader !== undefined },
    methods: {
      cancel: (s, reason = undefined) => cancel(s, reason),
      getReader(s) {
        const made = Reader.make({});
        lock(Reader.state(made), s);
        return made;
      },
      pipeThrough: (s, transform, _options = undefined) => stage.parts.streams.pipes.pipeThrough(s, transform),
      pipeTo: (s, target, _options = undefined) => stage.parts.streams.pipes.pipe(s, target),
      tee(s) {
        const copies = [copy(s), copy(s)];
        s.reader = {};
        return copies;
      },
    },
  });

  function copy(state) {
    return Stream.make(fresh([...state.queue], state.closed));
  }

  // Returns a guest stream of these bytes.
  function ofBytes(bytes) {
    const chunks = [];
    for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(stage.bytes(bytes.slice(at, at + CHUNK)));
    return Stream.make(fresh(chunks, true));
  }

  // The bytes of what is in a stream now: a body that the guest made.
  function takeBytes(object) {
    const state = Stream.state(object);
    if (state === undefined) return undefined;
    const pieces = state.queue.map((chunk) => stage.readBytes(chunk) ?? stage.text.utf8Encode(String(chunk)));
    state.queue = [];
    state.disturbed = true;
    return stage.parts.blob.concat(pieces);
  }

  // Reads all of a guest's stream: gives its bytes to `ok`, or why there are none to `bad`.
  function drain(object, ok, bad) {
    const state = Stream.state(object);
    const pieces = [];
    const step = () => {
      stage.then(read(state), ({ value, done }) => {
        if (done) {
          ok(stage.parts.blob.concat(pieces));
          return;
        }
        pieces.push(stage.readBytes(value)?.slice() ?? stage.text.utf8Encode(String(value)));
        step();
      }, bad);
    };
    step();
  }

  // Returns a stream that we fill: {object, push(chunk), close(), fail(reason)}.
  function open() {
    const object = Stream.make(fresh([], false));
    const state = Stream.state(object);
    return {
      object,
      push(chunk) {
        if (state.queue.length < MAX_QUEUE) state.queue.push(chunk);
        settle(state);
      },
      close: () => close(state),
      fail: (reason) => fail(state, reason),
    };
  }

  stage.parts.streams = { Stream, drain, ofBytes, open, read, takeBytes, stateOf: (object) => Stream.state(object) };
})
