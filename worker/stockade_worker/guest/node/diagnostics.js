(function (stage) {
  "use strict";
  // Modules that look at the program itself: perf_hooks, async_hooks, diagnostics_channel, v8, inspector,
  // trace_events. They are there, and see little.
  //
  // Source: Node.js documentation, under these names.

  const { turns } = stage.parts;
  const { coded, put } = stage.parts.errors;
  const plain = { style: "plain", hidden: true };

  stage.parts.define("perf_hooks", () => stage.namespace({
    name: "perf_hooks",
    methods: {
      createHistogram: () => ({ min: 0, max: 0, mean: 0 }),
      monitorEventLoopDelay: () => stage.namespace({ name: "IntervalHistogram", methods: { enable: () => true, disable: () => true }, values: { min: 0, max: 0, mean: 0 } }),
    },
    values: { performance: stage.guest.performance, constants: {}, PerformanceObserver: stage.interface({
      ...plain, name: "PerformanceObserver", path: "perf_hooks.PerformanceObserver", create() {}, methods: { observe() {}, disconnect() {} },
    }).constructor },
  }));

  // ---- async_hooks

  const AsyncLocalStorage = stage.interface({
    ...plain, name: "AsyncLocalStorage", path: "async_hooks.AsyncLocalStorage", create() {},
    methods: {
      run(state, store, callback, ...values) {
        const before = state.store;
        state.store = store;
        try {
          return stage.call(callback, undefined, ...values);
        } finally {
          state.store = before;
        }
      },
      getStore: (state) => state.store,
      enterWith: (state, store) => void (state.store = store),
      exit: (_state, callback, ...values) => stage.call(callback, undefined, ...values),
      disable: (state) => void (state.store = undefined),
    },
  });
  const AsyncResource = stage.interface({
    ...plain, name: "AsyncResource", path: "async_hooks.AsyncResource", create() {},
    methods: {
      runInAsyncScope: (_state, run, self, ...values) => stage.call(run, self, ...values),
      emitDestroy: (state) => state.self,
      asyncId: () => 7,
      triggerAsyncId: () => 1,
    },
  });
  const hook = () => stage.namespace({ name: "AsyncHook", methods: { enable: () => undefined, disable: () => undefined } });

  stage.parts.define("async_hooks", () => stage.namespace({
    name: "async_hooks",
    methods: { createHook: hook, executionAsyncId: () => 1, executionAsyncResource: () => ({}), triggerAsyncId: () => 0 },
    values: { AsyncLocalStorage: AsyncLocalStorage.constructor, AsyncResource: AsyncResource.constructor },
  }));

  // ---- diagnostics_channel

  const channels = new Map();
  const Channel = stage.interface({
    ...plain, name: "Channel", path: "diagnostics_channel.Channel",
    attributes: { hasSubscribers: (state) => state.subscribers.length > 0 },
    methods: {
      subscribe: (state, run) => void state.subscribers.push(run),
      unsubscribe(state, run) {
        state.subscribers = state.subscribers.filter((one) => one !== run);
        return true;
      },
      publish(state, message) {
        for (const run of state.subscribers.slice(0, 100)) stage.call(run, undefined, message, state.name);
      },
    },
  });

  function channel(name) {
    if (!channels.has(name) && channels.size < 1000) channels.set(name, put(Channel.make({ subscribers: [], name }), { name }));
    return channels.get(name);
  }

  stage.parts.define("diagnostics_channel", () => stage.namespace({
    name: "diagnostics_channel",
    methods: {
      channel,
      hasSubscribers: (name) => Channel.state(channel(name)).subscribers.length > 0,
      subscribe: (name, run) => void Channel.state(channel(name)).subscribers.push(run),
      unsubscribe: () => true,
    },
    values: { Channel: Channel.constructor },
  }));

  // ---- v8 and inspector

  const HEAP = { total_heap_size: 6_537_216, used_heap_size: 5_106_904, heap_size_limit: 4_345_298_944, total_available_size: 4_341_023_504, malloced_memory: 262_320 };

  // Serialised values are ours to read again, and nobody else's.
  const serialize = (value) => stage.parts.buffer.make(stage.text.utf8Encode(`\xff\x0f${JSON.stringify(value) ?? "null"}`));
  const deserialize = (bytes) => JSON.parse(stage.text.utf8Decode(stage.readBytes(bytes)).slice(2));

  stage.parts.define("v8", () => stage.namespace({
    name: "v8",
    methods: {
      cachedDataVersionTag: () => 1165837636,
      deserialize,
      getHeapSpaceStatistics: () => [],
      getHeapStatistics: () => ({ ...HEAP }),
      serialize,
      setFlagsFromString: (flags) => stage.violation("node-engine-flags", "medium", "Flags of the engine were to be set", String(flags)),
      writeHeapSnapshot: (name) => String(name ?? "Heap.heapsnapshot"),
    },
  }));

  function inspected(operation) {
    return () => {
      stage.violation("node-inspector", "medium", "The debugger's protocol was asked for", operation);
      throw coded("Error", "ERR_INSPECTOR_NOT_AVAILABLE", "Inspector is not available");
    };
  }

  stage.parts.define("inspector", () => stage.namespace({
    name: "inspector",
    methods: { close() {}, open: inspected("open"), url: () => undefined, waitForDebugger: inspected("waitForDebugger") },
    values: { console: stage.guest.console, Session: stage.interface({
      ...plain, name: "Session", path: "inspector.Session", create() {},
      methods: { connect: inspected("connect"), post: inspected("post"), disconnect() {} },
    }).constructor },
  }));
  stage.parts.define("trace_events", () => stage.namespace({
    name: "trace_events", methods: { getEnabledCategories: () => undefined, createTracing: () => stage.namespace({ name: "Tracing", methods: { enable() {}, disable() {} } }) },
  }));
  stage.parts.define("console", () => stage.guest.console);
  stage.parts.define("constants", () => ({ ...stage.parts.core("fs").constants, ...stage.parts.core("os").constants.errno, ...stage.parts.core("os").constants.signals }));
  stage.parts.define("sys", () => stage.parts.core("util"));
  stage.parts.define("punycode", () => stage.namespace({
    name: "punycode", methods: { toASCII: (text) => String(text), toUnicode: (text) => String(text), encode: (text) => String(text), decode: (text) => String(text) }, values: { version: "2.1.0" },
  }));
})
