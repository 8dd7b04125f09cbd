(function (stage) {
  "use strict";
  // The modules "worker_threads" and "cluster". A worker's code runs in this same realm, in a turn of its own,
  // as a generation; messages go both ways.
  //
  // Source: Node.js documentation, "Worker threads", "Cluster".

  const { emitters: events, turns } = stage.parts;
  const { put } = stage.parts.errors;
  const MAX_WORKERS = 20;
  const plain = { style: "plain", hidden: true };

  let current; // the worker whose code is running
  let count = 0;
  stage.onStart(() => {
    current = undefined;
    count = 0;
  });

  // ---- ends that messages go through

  const Port = stage.interface({
    ...plain, name: "MessagePort", path: "worker_threads.MessagePort", parent: events.handle,
    methods: {
      postMessage: (state, message) => void post(state.other, message),
      close() {},
      start() {},
      ref() {},
      unref() {},
    },
  });

  function post(object, message) {
    stage.effect("message", "postMessage", stage.parts.inspect(message), { client: "worker_threads" });
    turns.turn(() => events.send(object, "message", message));
  }

  const Worker = stage.interface({
    ...plain, name: "Worker", path: "worker_threads.Worker", parent: events.handle,
    create(state, given, options) {
      const source = options?.eval ? String(given) : sourceOf(String(given?.href ?? given));
      put(state.self, { threadId: ++count, resourceLimits: {} });
      state.port = Port.make({ other: state.self });
      state.data = options?.workerData;
      turns.turn(() => start(state, source));
    },
    methods: {
      postMessage: (state, message) => void post(state.port, message),
      terminate(state) {
        turns.turn(() => events.emit(state, "exit", 1));
        return stage.resolved(1);
      },
      ref() {},
      unref() {},
    },
  });

  function sourceOf(address) {
    if (address.startsWith("data:")) return decodeURIComponent(address.replace(/^data:[^,]*,/, ""));
    const path = stage.parts.path.resolve(address.replace(/^file:\/\//, ""));
    const { bytes } = stage.files.read(path, { client: "worker_threads.Worker" });
    return bytes === undefined ? undefined : stage.text.utf8Decode(bytes);
  }

  function start(state, source) {
    if (count > MAX_WORKERS) return; // each may have made the next one
    if (source === undefined) {
      events.emit(state, "error", stage.error("Error", "Cannot find module"));
      return;
    }
    const outer = current;
    current = state;
    events.emit(state, "online");
    try {
      const code = stage.compile(source, "require", "worker");
      stage.call(code, undefined, stage.parts.require(stage.parts.process.scriptPath()));
    } catch (error) {
      events.emit(state, "error", error);
    } finally {
      current = outer;
    }
    turns.turn(() => events.emit(state, "exit", 0));
  }

  function channel() {
    const [port1, port2] = [Port.make({}), Port.make({})];
    Port.state(port1).other = port2;
    Port.state(port2).other = port1;
    return { port1, port2 };
  }

  stage.parts.define("worker_threads", () => stage.namespace({
    name: "worker_threads",
    methods: {
      getEnvironmentData() {},
      setEnvironmentData() {},
      markAsUntransferable() {},
      receiveMessageOnPort() {},
    },
    attributes: {
      isMainThread: () => current === undefined,
      parentPort: () => current?.port ?? null,
      threadId: () => current?.self.threadId ?? 0,
      workerData: () => current?.data ?? null,
    },
    values: {
      Worker: Worker.constructor, MessagePort: Port.constructor, SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"), resourceLimits: {},
      MessageChannel: stage.interface({
        ...plain, name: "MessageChannel", path: "worker_threads.MessageChannel",
        create: (state) => void put(state.self, channel()),
      }).constructor,
    },
  }));

  stage.parts.define("cluster", () => {
    const made = events.handle.make({});
    return stage.namespace({
      name: "cluster",
      object: made,
      methods: {
        fork(environment) {
          const path = stage.parts.process.scriptPath();
          stage.commands.run({ client: "cluster.fork", command: "/usr/bin/node", args: [path], env: environment ? { ...environment } : undefined });
          return put(events.handle.make({}), { id: ++count, isDead: undefined });
        },
        setupPrimary() {},
        setupMaster() {},
        disconnect() {},
      },
      values: { isMaster: true, isPrimary: true, isWorker: false, settings: {}, workers: {} },
    });
  });
})
