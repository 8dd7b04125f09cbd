(function (stage) {
  "use strict";
  // The modules "stream", "stream/promises" and "stream/consumers": several streams at once, and the classes.
  //
  // Source: Node.js documentation, "Stream".

  const { emitters: events, encodings } = stage.parts;
  const { Duplex, PassThrough, Readable, Stream, Transform, Writable, setFlowing } = stage.parts.stream;
  const { invalidType } = stage.parts.errors;
  const { isFunction } = stage;

  // Calls back when a stream has ended, finished or failed.
  function finished(stream, options, callback) {
    const run = isFunction(options) ? options : callback;
    const done = once((error) => stage.call(run, stream, error));
    for (const type of ["end", "finish", "close"]) events.listen(stream, type, () => done(undefined), true);
    events.listen(stream, "error", done, true);
  }

  function once(run) {
    let isDone = false;
    return (value) => {
      if (isDone) return;
      isDone = true;
      run(value);
    };
  }

  function pipeAll(streams, done) {
    const over = once(done);
    streams.forEach((stream, i) => {
      events.listen(stream, "error", over, true);
      if (i > 0) stage.call(streams[i - 1].pipe, streams[i - 1], stream);
    });
    for (const type of ["finish", "end"]) events.listen(streams.at(-1), type, () => over(undefined), true);
    return streams.at(-1);
  }

  function pipeline(...values) {
    const callback = values.pop();
    if (!isFunction(callback)) throw invalidType("streams[stream.length - 1]", ["function"], callback);
    const streams = Array.isArray(values[0]) ? Array.from(values[0]) : values;
    return pipeAll(streams, (error) => stage.call(callback, undefined, error));
  }

  function settled(start) {
    const { promise, resolve, reject } = stage.promise();
    start((error) => (error === undefined || error === null ? resolve(undefined) : reject(error)));
    return promise;
  }

  stage.parts.define("stream/promises", () => stage.namespace({
    name: "promises",
    path: "stream.promises",
    methods: {
      pipeline: (...streams) => settled((done) => pipeAll(streams.filter((one) => events.handle.state(one)), done)),
      finished: (stream) => settled((done) => {
        for (const type of ["end", "finish", "close"]) events.listen(stream, type, () => done(undefined), true);
        events.listen(stream, "error", done, true);
      }),
    },
  }));
  stage.parts.define("stream", () => {
    const classes = { Stream, Readable, Writable, Duplex, Transform, PassThrough };
    const values = Object.fromEntries(Object.entries(classes).map(([name, handle]) => [name, handle.constructor]));
    return stage.namespace({
      name: "stream", methods: { pipeline, finished }, object: Stream.constructor,
      values: { ...values, promises: stage.parts.core("stream/promises") },
    });
  });
  stage.parts.define("stream/consumers", () => {
    const consume = (convert) => (stream) => {
      const { promise, resolve, reject } = stage.promise();
      const chunks = [];
      events.listen(stream, "data", (chunk) => void chunks.push(encodings.bytesOf(chunk)));
      events.listen(stream, "end", () => resolve(convert(stage.parts.hash.joined(chunks))));
      events.listen(stream, "error", reject);
      setFlowing(Readable.state(stream), true);
      return promise;
    };
    return stage.namespace({
      name: "consumers",
      path: "stream.consumers",
      methods: {
        text: consume((bytes) => stage.text.utf8Decode(bytes)),
        json: consume((bytes) => JSON.parse(stage.text.utf8Decode(bytes))),
        buffer: consume((bytes) => stage.parts.buffer.make(bytes)),
        arrayBuffer: consume((bytes) => stage.buffer(bytes)),
      },
    });
  });
})
