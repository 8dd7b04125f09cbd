(function (stage) {
  "use strict";
  // Worker and SharedWorker. A worker's script runs in the guest's own realm, as a piece of code of its own, inside
  // `with` an object that stands for the worker's global: what it declares stays with it, and `onmessage = ...` sets
  // the worker's handler.
  //
  // Source: HTML Standard, section 10.2.

  const { guest, domException } = stage;
  const { EventTarget, fire, getHandler, setHandler } = stage.parts.events;
  const { parse, serialize } = stage.parts.urlParser;
  const { makePair, tell } = stage.parts.messaging;
  const { clone } = stage.parts.clone;

  const MAX_WORKERS = 200;
  const MAX_WAITING = 10_000; // messages
  let count = 0;
  stage.onStart(() => {
    count = 0;
  });

  // What a page has and a worker has not.
  const MISSING = [
    "window", "document", "parent", "top", "frames", "opener", "frameElement", "localStorage", "sessionStorage", "alert",
    "confirm", "prompt", "history", "screen", "Window", "HTMLElement", "Document", "Node", "Element", "Image", "open",
  ];

  // ---- scripts

  function textAt(address, client) {
    const local = stage.parts.objectUrls.read(address);
    if (local !== undefined) return stage.text.utf8Decode(local.bytes);
    if (!/^https?:/.test(address)) return undefined;
    const answer = stage.http({ client, method: "GET", url: address, headers: {}, async: true });
    const isScript = /javascript|ecmascript/.test(answer.headers["content-type"] ?? "");
    return !answer.error && answer.status === 200 && isScript ? stage.text.utf8Decode(answer.body) : undefined;
  }

  function run(scope, text) {
    const script = stage.compile(`with (self) {\n${text}\n}`, "self", "worker", "");
    stage.call(script, scope.self, scope.self);
  }

  function importScripts(scope, urls) {
    for (const url of urls.map(String)) {
      const record = parse(url, scope.record) ?? null;
      const address = record === null ? url : serialize(record);
      stage.effect("dynamic_code", "importScripts", address, { worker: serialize(scope.record) });
      const text = record === null ? undefined : textAt(address, "importScripts");
      if (text === undefined) {
        throw domException("NetworkError", `Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at '${address.slice(0, 2000)}' failed to load.`);
      }
      run(scope, text);
    }
  }

  // ---- the worker's global object

  const Scope = stage.interface({ name: "WorkerScope", hidden: true, parent: EventTarget });

  function define(object, name, value) {
    Reflect.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  }

  function placeOf(record) {
    const place = { href: serialize(record) };
    for (const part of ["origin", "protocol", "host", "hostname", "port", "pathname", "search", "hash"]) {
      place[part] = stage.parts.urlParts[part].get(record);
    }
    return place;
  }

  // `post(data)` takes what the worker says; undefined for one that is shared, which speaks by its ports.
  function makeScope(worker, name, handlers, post) {
    const object = Object.create(guest);
    const scope = Scope.attach(object, { record: worker.record, closed: false });
    for (const missing of MISSING) define(object, missing, undefined);
    for (const own of ["self", "globalThis"]) define(object, own, object);
    define(object, "name", name);
    define(object, Symbol.toStringTag, post === undefined ? "SharedWorkerGlobalScope" : "DedicatedWorkerGlobalScope");
    define(object, "location", placeOf(worker.record));
    for (const type of handlers) {
      stage.accessor(object, `on${type}`, `WorkerGlobalScope.on${type}`,
        () => getHandler(scope, type), (_self, value) => setHandler(scope, type, value));
    }
    const methods = {
      close() {
        worker.ended = true;
      },
      importScripts: (...urls) => importScripts(scope, urls),
    };
    if (post !== undefined) methods.postMessage = (message, _transfer = undefined) => post(message);
    stage.namespace({ name: "WorkerGlobalScope", object, methods });
    return scope;
  }

  // ---- starting

  function readUrl(url, kind) {
    const record = parse(String(url).toWellFormed(), stage.parts.pageUrl());
    if (record !== null) return record;
    throw domException("SyntaxError", `Failed to construct '${kind}': Invalid URL: ${String(url).slice(0, 2000)}`);
  }

  const nameOf = (options) =>
    stage.isObject(options) ? String(options.name ?? "") : options === undefined ? "" : String(options);

  function begin(worker, kind, started) {
    const address = serialize(worker.record);
    if (count++ >= MAX_WORKERS) return;
    const text = textAt(address, kind);
    stage.effect("dynamic_code", kind, address.slice(0, 2000), {}, text);
    stage.later(stage.parts.fetch.latency(), () => {
      if (worker.ended) return;
      if (text === undefined) {
        fire(worker.self, "error", { cancelable: true });
        return;
      }
      try {
        run(worker.scope, text);
      } catch (thrown) {
        failed(worker, thrown);
      }
      started();
    });
  }

  function failed(worker, thrown) {
    const init = { message: `Uncaught ${String(thrown)}`.slice(0, 2000), filename: serialize(worker.record), cancelable: true };
    if (fire(worker.self, "error", init, "ErrorEvent")) stage.parts.events.report(thrown);
  }

  // ---- Worker

  function deliver(worker) {
    const { waiting } = worker;
    worker.waiting = [];
    for (const data of waiting) {
      stage.later(0, () => {
        if (!worker.ended) fire(worker.scope.self, "message", { data }, "MessageEvent");
      });
    }
  }

  function say(worker, message) {
    const data = clone(message, "Failed to execute 'postMessage' on 'DedicatedWorkerGlobalScope'");
    tell("postMessage", "page", data, { from: "worker" });
    stage.later(0, () => {
      if (!worker.ended) fire(worker.self, "message", { data }, "MessageEvent");
    });
  }

  stage.interface({
    name: "Worker",
    parent: EventTarget,
    create(s, url, options = undefined) {
      s.record = readUrl(url, "Worker");
      s.waiting = [];
      s.isRunning = s.ended = false;
      const name = nameOf(stage.isObject(options) ? options : undefined);
      s.scope = makeScope(s, name, ["message", "messageerror", "error"], (message) => say(s, message));
      begin(s, "Worker", () => {
        s.isRunning = true;
        deliver(s);
      });
    },
    events: ["message", "messageerror", "error"],
    methods: {
      postMessage(s, message, _transfer = undefined) {
        const data = clone(message, "Failed to execute 'postMessage' on 'Worker'");
        tell("postMessage", "worker", data, { from: "page" });
        if (s.waiting.length < MAX_WAITING) s.waiting.push(data);
        if (s.isRunning) deliver(s);
      },
      terminate(s) {
        s.ended = true;
      },
    },
  });

  stage.interface({
    name: "SharedWorker",
    parent: EventTarget,
    create(s, url, options = undefined) {
      s.record = readUrl(url, "SharedWorker");
      s.ended = false;
      const [ours, theirs] = makePair();
      s.port = ours;
      s.scope = makeScope(s, nameOf(options), ["connect", "error"], undefined);
      const init = { data: "", ports: [theirs], source: theirs };
      begin(s, "SharedWorker", () => fire(s.scope.self, "connect", init, "MessageEvent"));
    },
    attributes: { port: (s) => s.port },
    events: ["error"],
  });
})
