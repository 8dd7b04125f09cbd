(function (stage) {
  "use strict";
  // indexedDB, as far as pages keep things in it: databases with stores of keys and values. There are no indexes, and
  // a transaction is done when its requests are.
  //
  // Source: Indexed Database API.

  const { domException } = stage;
  const { EventTarget, fire, makeEvent, dispatch } = stage.parts.events;
  const { clone } = stage.parts.clone;
  const { show } = stage.parts.messaging;

  const MAX_RECORDS = 100_000; // of one run
  const MAX_DATABASES = 1000;

  let databases = new Map(); // name -> {version, stores: Map of name -> {keyPath, autoIncrement, next, records}}
  let count = 0;
  stage.onStart(() => {
    if (databases.size > 0) databases = new Map();
    count = 0;
  });

  function tell(operation, target, value) {
    stage.effect("storage", `indexedDB.${operation}`, target, value === undefined ? {} : { value: show(value) });
  }

  // ---- requests

  const Request = stage.interface({
    name: "IDBRequest",
    parent: EventTarget,
    attributes: {
      result: (s) => s.result, error: (s) => s.error, source: (s) => s.source ?? null,
      transaction: (s) => s.transaction ?? null, readyState: (s) => (s.isDone ? "done" : "pending"),
    },
    events: ["success", "error"],
  });
  const OpenRequest = stage.interface({ name: "IDBOpenDBRequest", parent: Request, events: ["blocked", "upgradeneeded"] });

  function answer(handle, fields, work) {
    const request = handle.make({ result: undefined, error: null, isDone: false, ...fields });
    const state = handle.state(request);
    stage.later(1, () => {
      state.result = work(state);
      state.isDone = true;
      fire(request, "success");
    });
    return request;
  }

  // ---- stores

  const keyText = (key) => (stage.isObject(key) ? show(key) : `${typeof key} ${String(key)}`);

  function keyOf(store, value, key) {
    if (store.keyPath !== null && stage.isObject(value)) {
      const found = value[store.keyPath];
      if (found !== undefined) return found;
    }
    if (key !== undefined) return key;
    if (store.autoIncrement) return store.next++;
    throw domException("DataError", "Failed to execute 'put' on 'IDBObjectStore': The object store uses out-of-line keys and has no key generator and the key parameter was not provided.");
  }

  function write(s, operation, value, key) {
    const copy = clone(value, `Failed to execute '${operation}' on 'IDBObjectStore'`);
    const id = keyOf(s.store, copy, key);
    tell(operation, `${s.path}/${String(id)}`, copy);
    return ask(s, () => {
      if (count++ < MAX_RECORDS) s.store.records.set(keyText(id), { key: id, value: copy });
      return id;
    });
  }

  function ask(s, work) {
    s.transaction.pending++;
    return answer(Request, { source: s.self, transaction: s.transaction.self }, (state) => {
      stage.later(1, () => complete(s.transaction));
      return work(state);
    });
  }

  function read(s, operation, key, pick) {
    tell(operation, key === undefined ? s.path : `${s.path}/${String(key)}`);
    return ask(s, pick);
  }

  const values = (s) => [...s.store.records.values()].map((record) => record.value);

  const ObjectStore = stage.interface({
    name: "IDBObjectStore",
    attributes: {
      name: (s) => s.name, keyPath: (s) => s.store.keyPath, autoIncrement: (s) => s.store.autoIncrement,
      transaction: (s) => s.transaction.self,
    },
    methods: {
      add: (s, value, key = undefined) => write(s, "add", value, key),
      clear: (s) => read(s, "clear", undefined, () => void s.store.records.clear()),
      count: (s, _query = undefined) => ask(s, () => s.store.records.size),
      createIndex: (s, _name, _keyPath, _options = undefined) => null,
      delete: (s, key) => read(s, "delete", key, () => void s.store.records.delete(keyText(key))),
      get: (s, key) => read(s, "get", key, () => s.store.records.get(keyText(key))?.value),
      getAll: (s, _query = undefined, _count = undefined) => read(s, "getAll", undefined, () => values(s)),
      getAllKeys: (s, _query = undefined, _count = undefined) =>
        read(s, "getAllKeys", undefined, () => [...s.store.records.values()].map((record) => record.key)),
      openCursor: (s, _query = undefined, _direction = undefined) => read(s, "openCursor", undefined, () => null),
      put: (s, value, key = undefined) => write(s, "put", value, key),
    },
  });

  // Ranges are taken, and not looked at: a store gives back all that it has.
  const range = (lower, upper) => Range.make({ lower, upper });
  const Range = stage.interface({
    name: "IDBKeyRange",
    attributes: { lower: (s) => s.lower, upper: (s) => s.upper, lowerOpen: () => false, upperOpen: () => false },
    methods: { includes: (_s, _key) => true },
    statics: {
      bound: (lower, upper, _lowerOpen = false, _upperOpen = false) => range(lower, upper),
      lowerBound: (lower, _open = false) => range(lower, undefined),
      only: (value) => range(value, value),
      upperBound: (upper, _open = false) => range(undefined, upper),
    },
  });

  // ---- transactions and databases

  const Transaction = stage.interface({
    name: "IDBTransaction",
    parent: EventTarget,
    attributes: { mode: (s) => s.mode, db: (s) => s.database, error: () => null },
    events: ["abort", "complete", "error"],
    methods: {
      abort(s) {
        s.isOver = true;
        fire(s.self, "abort");
      },
      commit() {},
      objectStore: (s, name) => storeOf(s, String(name), "IDBTransaction"),
    },
  });

  function complete(transaction) {
    transaction.pending--;
    if (transaction.pending > 0 || transaction.isOver) return;
    transaction.isOver = true;
    fire(transaction.self, "complete");
  }

  function storeOf(transaction, name, on) {
    const store = transaction.record.stores.get(name);
    if (store === undefined) {
      throw domException("NotFoundError", `Failed to execute 'objectStore' on '${on}': The specified object store was not found.`);
    }
    return ObjectStore.make({ name, store, transaction, path: `${transaction.record.name}/${name}` });
  }

  const begin = (database, record, mode) =>
    Transaction.state(Transaction.make({ mode, database, record, pending: 0, isOver: false }));

  const Database = stage.interface({
    name: "IDBDatabase",
    parent: EventTarget,
    attributes: {
      name: (s) => s.record.name, version: (s) => s.record.version,
      objectStoreNames: (s) => stage.parts.stringList([...s.record.stores.keys()]),
    },
    events: ["abort", "close", "error", "versionchange"],
    methods: {
      close() {},
      createObjectStore(s, name, options = undefined) {
        if (s.upgrade === undefined) {
          throw domException("InvalidStateError", "Failed to execute 'createObjectStore' on 'IDBDatabase': The database is not running a version change transaction.");
        }
        const given = stage.isObject(options) ? options : {};
        const keyPath = given.keyPath === undefined || given.keyPath === null ? null : String(given.keyPath);
        const store = { keyPath, autoIncrement: Boolean(given.autoIncrement), next: 1, records: new Map() };
        s.record.stores.set(String(name), store);
        return storeOf(s.upgrade, String(name), "IDBDatabase");
      },
      deleteObjectStore(s, name) {
        s.record.stores.delete(String(name));
      },
      transaction(s, _names, mode = "readonly") {
        return begin(s.self, s.record, String(mode)).self;
      },
    },
  });

  const VersionChange = "IDBVersionChangeEvent";

  function open(name, version) {
    tell("open", name);
    const record = databases.get(name) ?? { name, version: 0, stores: new Map() };
    if (databases.size < MAX_DATABASES) databases.set(name, record);
    return answer(OpenRequest, {}, (state) => {
      const database = Database.make({ record });
      const wanted = version ?? (record.version || 1);
      if (wanted > record.version) upgrade(state, Database.state(database), wanted);
      return database;
    });
  }

  function upgrade(request, database, version) {
    const before = database.record.version;
    database.record.version = version;
    database.upgrade = begin(database.self, database.record, "versionchange");
    request.result = database.self;
    request.transaction = database.upgrade.self;
    request.isDone = true;
    dispatch(request.self, makeEvent("upgradeneeded", { oldVersion: before, newVersion: version }, VersionChange));
    database.upgrade = undefined;
  }

  const Factory = stage.interface({
    name: "IDBFactory",
    path: "indexedDB",
    methods: {
      cmp: (s, first, second) => (first < second ? -1 : first > second ? 1 : 0),
      databases: () => stage.resolved([...databases.values()].map(({ name, version }) => ({ name, version }))),
      deleteDatabase(s, name) {
        const text = String(name);
        tell("deleteDatabase", text);
        return answer(OpenRequest, {}, () => void databases.delete(text));
      },
      open(s, name, version = undefined) {
        return open(String(name), version === undefined ? undefined : Math.max(1, Math.floor(Number(version)) || 1));
      },
    },
  });
  const factory = Factory.make({});
  stage.accessor(stage.guest, "indexedDB", "window.indexedDB", () => factory);
})
