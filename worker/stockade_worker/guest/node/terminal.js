(function (stage) {
  "use strict";
  // The modules "readline" and "tty": nobody is at the keyboard.
  //
  // Source: Node.js documentation, "Readline", "TTY".

  const { emitters: events, stream, turns } = stage.parts;
  const { isFunction } = stage;
  const plain = { style: "plain", hidden: true };

  const Interface = stage.interface({
    ...plain, name: "Interface", path: "readline.Interface", parent: events.handle,
    create: (state, options) => void begin(state, options?.input),
    methods: {
      question(_state, query, options, callback) {
        stage.print("log", String(query));
        turns.answer(isFunction(options) ? options : callback, "");
      },
      setPrompt() {},
      prompt() {},
      write() {},
      pause: (state) => state.self,
      resume: (state) => state.self,
      close: (state) => void over(state),
    },
    symbols: { asyncIterator: (state) => stage.call(state.input[Symbol.asyncIterator], state.input) },
  });

  // Lines of what is read, and the end.
  function begin(state, input) {
    let held = "";
    state.input = input;
    events.listen(input, "data", (chunk) => {
      const lines = (held + String(chunk)).split(/\r?\n/);
      held = lines.pop();
      for (const line of lines) events.emit(state, "line", line);
    });
    events.listen(input, "end", () => {
      if (held !== "") events.emit(state, "line", held);
      over(state);
    });
    const own = stream.Readable.state(input);
    if (own !== undefined) stage.call(input.resume, input);
  }

  function over(state) {
    if (state.isClosed) return;
    state.isClosed = true;
    events.emit(state, "close");
  }

  const createInterface = (options) => stage.construct(Interface.constructor, options);
  const moving = { clearLine: () => true, clearScreenDown: () => true, cursorTo: () => true, moveCursor: () => true, emitKeypressEvents() {} };

  stage.parts.define("readline", () => stage.namespace({
    name: "readline", methods: { createInterface, ...moving }, values: { Interface: Interface.constructor, promises: stage.parts.core("readline/promises") },
  }));
  stage.parts.define("readline/promises", () => stage.namespace({ name: "promises", path: "readline.promises", methods: { createInterface } }));

  const terminal = (name, parent) => stage.interface({ ...plain, name, path: `tty.${name}`, parent, create() {} }).constructor;
  stage.parts.define("tty", () => stage.namespace({
    name: "tty",
    methods: { isatty: () => false },
    values: { ReadStream: terminal("ReadStream", stream.Readable), WriteStream: terminal("WriteStream", stream.Writable) },
  }));
})
