(function (stage) {
  "use strict";
  // EventEmitter. The listeners are in its state, so a guest that looks for `_events` finds nothing there.
  //
  // Source: Node.js documentation, "Events".

  const { coded, invalidType, put } = stage.parts.errors;
  const { isFunction } = stage;
  const MAX_LISTENERS = 5000; // of one emitter: beyond them nothing is added
  const DEFAULT_MAX = 10;
  const MONITOR = Symbol("events.errorMonitor");
  const REJECTION = Symbol.for("nodejs.rejection");

  const keyOf = (type) => (typeof type === "symbol" ? type : String(type));

  function listOf(state, type) {
    state.listeners ??= new Map();
    return state.listeners.get(type) ?? [];
  }

  // Adds {listener} of the guest's or {run} of ours.
  function add(state, type, entry, isFirst = false) {
    const key = keyOf(type);
    const list = listOf(state, key);
    state.count = (state.count ?? 0) + 1;
    if (state.count > MAX_LISTENERS) return state.self;
    if (entry.listener !== undefined && list !== undefined && state.listeners.has("newListener")) {
      emit(state, "newListener", key, entry.listener);
    }
    state.listeners.set(key, isFirst ? [entry, ...list] : [...list, entry]);
    if (entry.listener !== undefined) state.onListener?.(key);
    return state.self;
  }

  function addGuest(state, type, listener, options) {
    if (!isFunction(listener)) throw invalidType("listener", ["function"], listener);
    return add(state, type, { listener, once: Boolean(options?.once) }, options?.isFirst);
  }

  function drop(state, key, entry) {
    const left = listOf(state, key).filter((one) => one !== entry);
    if (left.length > 0) state.listeners.set(key, left);
    else state.listeners.delete(key);
    state.count--;
    if (entry.listener !== undefined && state.listeners.has("removeListener")) {
      emit(state, "removeListener", key, entry.listener);
    }
  }

  function remove(state, type, listener) {
    if (!isFunction(listener)) throw invalidType("listener", ["function"], listener);
    const entry = listOf(state, keyOf(type)).findLast((one) => one.listener === listener);
    if (entry !== undefined) drop(state, keyOf(type), entry);
    return state.self;
  }

  // Calls what listens; returns whether something of the guest's did.
  function emit(state, type, ...values) {
    const key = keyOf(type);
    const list = listOf(state, key);
    let isHeard = false;
    for (const entry of list) {
      if (entry.once) drop(state, key, entry);
      if (entry.run !== undefined) entry.run(...values);
      else {
        isHeard = true;
        stage.call(entry.listener, state.self, ...values);
      }
    }
    if (key === "error" && list.length === 0) unhandled(values[0]);
    return isHeard;
  }

  function unhandled(error) {
    if (stage.isObject(error) && Error.isError(error)) throw error;
    const made = coded("Error", "ERR_UNHANDLED_ERROR", `Unhandled error. (${stage.parts.inspect(error)})`);
    throw put(made, { context: error });
  }

  const guestsOf = (state, type) => listOf(state, keyOf(type)).flatMap((entry) => entry.listener ?? []);

  const handle = stage.interface({
    name: "EventEmitter",
    path: "EventEmitter",
    style: "plain",
    hidden: true,
    create(_state, _options) {},
    callable() {},
    methods: {
      on: (state, type, listener) => addGuest(state, type, listener),
      addListener: (state, type, listener) => addGuest(state, type, listener),
      once: (state, type, listener) => addGuest(state, type, listener, { once: true }),
      prependListener: (state, type, listener) => addGuest(state, type, listener, { isFirst: true }),
      prependOnceListener: (state, type, listener) => addGuest(state, type, listener, { once: true, isFirst: true }),
      off: remove,
      removeListener: remove,
      removeAllListeners(state, type) {
        if (type === undefined) state.listeners = new Map([...(state.listeners ?? [])].map(([key, list]) => [key, list.filter((one) => one.run)]));
        else for (const entry of listOf(state, keyOf(type))) if (entry.run === undefined) drop(state, keyOf(type), entry);
        return state.self;
      },
      emit,
      listenerCount: (state, type) => guestsOf(state, type).length,
      listeners: guestsOf,
      rawListeners: guestsOf,
      eventNames: (state) => [...(state.listeners ?? [])].filter(([, list]) => list.some((one) => one.listener)).map(([key]) => key),
      setMaxListeners(state, count) {
        state.most = count;
        return state.self;
      },
      getMaxListeners: (state) => state.most ?? DEFAULT_MAX,
    },
  });

  // ---- for code of ours

  // Has a function of ours called at an event of an emitter.
  function listen(object, type, run, once = false) {
    const state = handle.state(object);
    if (state !== undefined) add(state, type, { run, once });
  }

  // Emits at an emitter of the guest's; by its own `emit`, which the guest may have replaced.
  function send(object, type, ...values) {
    const state = handle.state(object);
    return state !== undefined && emit(state, type, ...values);
  }

  // A promise of the next event's arguments; an error rejects it.
  function onceOf(emitter, type) {
    const { promise, resolve, reject } = stage.promise();
    const state = handle.state(emitter);
    if (state === undefined) throw invalidType("emitter", ["EventEmitter"], emitter);
    add(state, type, { run: (...values) => resolve(values), once: true });
    if (type !== "error") add(state, "error", { run: reject, once: true });
    return promise;
  }

  stage.parts.emitters = { emit, handle, listen, send, type: handle };

  stage.parts.define("events", () => {
    const Emitter = handle.constructor;
    const symbols = { errorMonitor: MONITOR, captureRejectionSymbol: REJECTION };
    put(Emitter, { EventEmitter: Emitter, defaultMaxListeners: DEFAULT_MAX, captureRejections: false, usingDomains: false, ...symbols });
    const methods = {
      once: onceOf,
      listenerCount: (emitter, type) => guestsOf(handle.state(emitter) ?? {}, type).length,
      getEventListeners: (emitter, type) => guestsOf(handle.state(emitter) ?? {}, type),
      getMaxListeners: (emitter) => handle.state(emitter)?.most ?? DEFAULT_MAX,
      setMaxListeners() {},
    };
    return stage.namespace({ name: "events", path: "events", methods, object: Emitter });
  });
})
