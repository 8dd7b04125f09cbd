(function (stage) {
  "use strict";
  // Timers as node has them: objects that can be referenced, and that no string runs.
  //
  // Source: Node.js documentation, "Timers".

  const { turns } = stage.parts;
  const { callback: checked } = stage.parts.errors;
  const MAX_DELAY = 2 ** 31 - 1;
  const MAX_LIVE = 100_000; // timers that wait at once

  let live = 0;
  let lastId = 0;
  const byId = new Map(); // those whose number the guest has
  stage.onStart(() => {
    live = 0;
    lastId = 0;
    byId.clear();
  });

  const delayOf = (value) => {
    const delay = Number(value);
    return delay >= 1 && delay <= MAX_DELAY ? Math.trunc(delay) : 1;
  };

  function start(state) {
    if (live >= MAX_LIVE) return;
    live++;
    state.isLive = true;
    state.entry = turns.turn(() => {
      live--;
      state.isLive = false;
      if (state.isRepeated) start(state);
      stage.call(state.run, state.self, ...state.values);
    }, state.delay);
  }

  function stop(state) {
    if (state === undefined || !state.isLive) return;
    live--;
    state.isLive = false;
    stage.cancel(state.entry);
  }

  const shared = {
    ref: (state) => {
      state.isReferenced = true;
      return state.self;
    },
    unref: (state) => {
      state.isReferenced = false;
      return state.self;
    },
    hasRef: (state) => state.isReferenced,
  };
  const plain = { style: "plain", hidden: true };
  const Timeout = stage.interface({
    ...plain, name: "Timeout",
    methods: {
      ...shared,
      refresh(state) {
        stop(state);
        start(state);
        return state.self;
      },
      close(state) {
        stop(state);
        return state.self;
      },
    },
    symbols: {
      toPrimitive(state) {
        if (byId.size < MAX_LIVE) byId.set(state.id, state);
        return state.id;
      },
    },
  });
  const Immediate = stage.interface({ ...plain, name: "Immediate", methods: shared });

  function make(handle, run, delay, values, isRepeated) {
    checked(run, "callback");
    const made = handle.make({ run, delay, values, isRepeated, isReferenced: true, id: ++lastId });
    start(handle.state(made));
    return made;
  }

  function clear(timer) {
    const state = Timeout.state(timer) ?? Immediate.state(timer);
    stop(state ?? byId.get(Number(stage.isObject(timer) ? NaN : timer)));
  }

  const functions = {
    setTimeout: (run, delay, ...values) => make(Timeout, run, delayOf(delay), values, false),
    setInterval: (run, delay, ...values) => make(Timeout, run, delayOf(delay), values, true),
    setImmediate: (run, ...values) => make(Immediate, run, 0, values, false),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
  const LENGTHS = { setTimeout: 2, setInterval: 2, setImmediate: 1 };

  for (const name of Object.keys(functions)) {
    stage.global(name, stage.function(name, functions[name], { name, length: LENGTHS[name] }));
  }

  // ---- as promises

  function waiting(delay, value) {
    const { promise, resolve } = stage.promise();
    turns.turn(() => resolve(value), delay);
    return promise;
  }

  stage.parts.define("timers/promises", () => stage.namespace({
    name: "promises",
    path: "timers.promises",
    methods: {
      setTimeout: (delay, value) => waiting(delayOf(delay), value),
      setImmediate: (value) => waiting(0, value),
    },
    values: { scheduler: stage.namespace({ name: "scheduler", methods: { wait: (delay) => waiting(delayOf(delay)) } }) },
  }));
  stage.parts.define("timers", () => {
    const values = Object.fromEntries(Object.keys(functions).map((name) => [name, stage.guest[name]]));
    return stage.namespace({ name: "timers", values: { ...values, promises: stage.parts.core("timers/promises") } });
  });

  stage.parts.waiting = waiting;
  stage.parts.delayOf = delayOf;
})
