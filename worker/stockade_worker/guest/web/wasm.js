(function (stage) {
  "use strict";
  // WebAssembly: modules are kept and read, never run. An instance has the exports that its module names: its memory
  // holds the module's data, and its functions give back zero.
  //
  // Source: WebAssembly JavaScript Interface.

  const { builtins, error, isFunction, isObject } = stage;
  const { parse, typeOf } = stage.parts.wasmModule;

  const PAGE = 65_536;
  const MAX_PAGES = 256; // that a memory really has: no more is ever written there
  const MAX_SHOWN = 200; // names of imports or exports

  // ---- errors

  function makeError(name) {
    const handle = stage.interface({
      name,
      path: `WebAssembly.${name}`,
      hidden: true,
      style: "plain",
      prototype: Object.create(builtins.Error.prototype),
      create: (state, message = undefined) => make(message),
      callable: (message = undefined) => make(message),
    });
    function make(message) {
      const made = error("Error", message === undefined ? undefined : String(message));
      Object.setPrototypeOf(made, handle.prototype);
      return made;
    }
    for (const [key, value] of [["name", name], ["message", ""]]) {
      Reflect.defineProperty(handle.prototype, key, { value, writable: true, enumerable: false, configurable: true });
    }
    Object.setPrototypeOf(handle.constructor, builtins.Error);
    return { handle, make };
  }
  const errors = Object.fromEntries(["CompileError", "LinkError", "RuntimeError"].map((name) => [name, makeError(name)]));

  // ---- modules

  function read(source, where) {
    const bytes = stage.readBytes(source);
    if (bytes === undefined) {
      throw error("TypeError", `${where}: Argument 0 must be a buffer source`);
    }
    return bytes.slice();
  }

  const named = (list, write) => list.slice(0, MAX_SHOWN).map(write).join(" ");

  function record(operation, bytes, module) {
    const details = { size: bytes.length };
    if (module.error !== undefined) details.error = module.error;
    else {
      details.imports = named(module.imports, (one) => `${one.module}.${one.name}`);
      details.exports = named(module.exports, (one) => one.name);
    }
    stage.effect("dynamic_code", operation, "wasm", details, bytes);
  }

  function compile(source, operation) {
    const where = `WebAssembly.${operation}()`;
    const bytes = read(source, where);
    const module = parse(bytes);
    record(`WebAssembly.${operation}`, bytes, module);
    if (module.error !== undefined) throw errors.CompileError.make(`${where}: ${module.error}`);
    return Module.make({ module });
  }

  function moduleOf(object, where) {
    const state = Module.state(object);
    if (state === undefined) throw error("TypeError", `${where}: Argument 0 must be a WebAssembly.Module`);
    return state.module;
  }

  const Module = stage.interface({
    name: "Module",
    path: "WebAssembly.Module",
    tag: "WebAssembly.Module",
    hidden: true,
    create(state, source) {
      const bytes = read(source, "WebAssembly.Module()");
      state.module = parse(bytes);
      record("WebAssembly.Module", bytes, state.module);
      if (state.module.error !== undefined) throw errors.CompileError.make(`WebAssembly.Module(): ${state.module.error}`);
    },
    statics: {
      customSections(module, name) {
        const wanted = String(name);
        const { custom } = moduleOf(module, "WebAssembly.Module.customSections()");
        return custom.filter((one) => one.name === wanted).map((one) => stage.buffer(one.bytes));
      },
      exports: (module) =>
        moduleOf(module, "WebAssembly.Module.exports()").exports.map(({ name, kind }) => ({ name, kind })),
      imports: (module) =>
        moduleOf(module, "WebAssembly.Module.imports()").imports.map((one) => ({
          module: one.module, name: one.name, kind: one.kind,
        })),
    },
  });

  // ---- memories, tables, globals

  function makeMemory(limits) {
    const pages = Math.min(limits.initial, MAX_PAGES);
    return Memory.make({ pages, maximum: limits.maximum ?? 65_536, buffer: stage.buffer(new Uint8Array(pages * PAGE)) });
  }

  const limitsOf = (descriptor, where) => {
    if (!isObject(descriptor)) throw error("TypeError", `${where}: Argument 0 must be a descriptor`);
    const initial = Number(descriptor.initial ?? descriptor.minimum);
    if (!(initial >= 0)) throw error("TypeError", `${where}: Property 'initial' is required`);
    return { initial, maximum: descriptor.maximum === undefined ? undefined : Number(descriptor.maximum) };
  };

  function grow(state, delta) {
    const before = state.pages;
    const pages = before + (Number(delta) >>> 0);
    if (pages > Math.min(state.maximum, MAX_PAGES)) {
      throw error("RangeError", "WebAssembly.Memory.grow(): Maximum memory size exceeded");
    }
    const bytes = new Uint8Array(pages * PAGE);
    bytes.set(stage.readBytes(state.buffer));
    state.buffer = stage.buffer(bytes);
    state.pages = pages;
    return before;
  }

  const Memory = stage.interface({
    name: "Memory",
    path: "WebAssembly.Memory",
    tag: "WebAssembly.Memory",
    hidden: true,
    create(state, descriptor) {
      const made = Memory.state(makeMemory(limitsOf(descriptor, "WebAssembly.Memory()")));
      Object.assign(state, { pages: made.pages, maximum: made.maximum, buffer: made.buffer });
    },
    attributes: { buffer: (s) => s.buffer },
    methods: { grow },
  });

  const Table = stage.interface({
    name: "Table",
    path: "WebAssembly.Table",
    tag: "WebAssembly.Table",
    hidden: true,
    create(state, descriptor) {
      state.items = Array(Math.min(limitsOf(descriptor, "WebAssembly.Table()").initial, 10_000)).fill(null);
    },
    attributes: { length: (s) => s.items.length },
    methods: {
      get: (s, index) => s.items[Number(index)] ?? null,
      grow(s, delta) {
        const before = s.items.length;
        const more = Math.min(Number(delta) >>> 0, 10_000);
        for (let i = 0; i < more; i++) s.items.push(null);
        return before;
      },
      set(s, index, value = null) {
        const at = Number(index);
        if (at in s.items) s.items[at] = value;
      },
    },
  });

  const Global = stage.interface({
    name: "Global",
    path: "WebAssembly.Global",
    tag: "WebAssembly.Global",
    hidden: true,
    create(state, descriptor, value = 0) {
      state.isMutable = isObject(descriptor) && Boolean(descriptor.mutable);
      state.value = value;
    },
    attributes: {
      value: {
        get: (s) => s.value,
        set(s, value) {
          if (!s.isMutable) throw error("TypeError", "set WebAssembly.Global.value: Can't set the value of an immutable global.");
          s.value = value;
        },
      },
    },
    methods: { valueOf: (s) => s.value },
  });

  // ---- instances

  function checkImports(module, imports, where) {
    if (module.imports.length > 0 && !isObject(imports)) {
      throw error("TypeError", `${where}: Imports argument must be present and must be an object`);
    }
    const found = [];
    module.imports.forEach((one, at) => {
      const from = imports[one.module];
      if (!isObject(from)) {
        throw error("TypeError", `${where}: Import #${at} "${one.module}": module is not an object or function`);
      }
      const value = from[one.name];
      if (one.kind === "function" && !isFunction(value)) {
        throw errors.LinkError.make(
          `${where}: Import #${at} "${one.module}" "${one.name}": function import requires a callable`,
        );
      }
      if (one.kind === "memory" && Memory.state(value) === undefined) {
        throw errors.LinkError.make(
          `${where}: Import #${at} "${one.module}" "${one.name}": memory import must be a WebAssembly.Memory object`,
        );
      }
      found.push(value);
    });
    return found;
  }

  function memoryOf(module, found) {
    const at = module.imports.findIndex((one) => one.kind === "memory");
    if (at >= 0) return found[at];
    return module.memories.length > 0 ? makeMemory(module.memories[0]) : undefined;
  }

  function fillMemory(module, memory) {
    const target = stage.readBytes(Memory.state(memory).buffer);
    for (const { offset, bytes } of module.data) {
      if (offset >= 0 && offset + bytes.length <= target.length) target.set(bytes, offset);
    }
  }

  function zeroOf(results) {
    const [type] = results;
    return type === undefined ? undefined : type === "i64" ? 0n : 0;
  }

  function exportOf(module, one, memory) {
    if (one.kind === "memory") return memory;
    if (one.kind === "table") return Table.make({ items: [] });
    if (one.kind === "global") return Global.make({ value: 0, isMutable: false });
    const type = typeOf(module, one.index);
    const path = `WebAssembly.Instance.exports.${one.name.slice(0, 100)}`;
    return stage.function(path, () => zeroOf(type.results), { name: String(one.index), length: type.parameters.length });
  }

  function instantiate(module, imports, where) {
    const found = checkImports(module, imports, where);
    const memory = memoryOf(module, found);
    if (memory !== undefined) fillMemory(module, memory);
    const exported = Object.create(null);
    for (const one of module.exports) exported[one.name] = exportOf(module, one, memory);
    return { exports: Object.freeze(exported) };
  }

  const Instance = stage.interface({
    name: "Instance",
    path: "WebAssembly.Instance",
    tag: "WebAssembly.Instance",
    hidden: true,
    create(state, module, imports = undefined) {
      Object.assign(state, instantiate(moduleOf(module, "WebAssembly.Instance()"), imports, "WebAssembly.Instance()"));
    },
    attributes: { exports: (s) => s.exports },
  });

  // ---- the namespace

  function promised(work) {
    try {
      return stage.resolved(work());
    } catch (thrown) {
      return stage.rejected(thrown);
    }
  }

  function instantiateAny(source, imports, operation) {
    const where = `WebAssembly.${operation}()`;
    const given = Module.state(source);
    if (given !== undefined) return Instance.make(instantiate(given.module, imports, where));
    const module = compile(source, operation);
    return { module, instance: Instance.make(instantiate(Module.state(module).module, imports, where)) };
  }

  // A response, or a promise of one: its bytes are the module.
  function streaming(source, use) {
    const waiter = stage.promise();
    stage.then(source, (response) => {
      try {
        const state = stage.parts.fetchTypes.Response.state(response);
        if (state === undefined) throw error("TypeError", "WebAssembly.compileStreaming(): Argument 0 must be a Response or a Promise resolving to one");
        waiter.resolve(use(stage.bytes(state.bytes ?? new Uint8Array(0))));
      } catch (thrown) {
        waiter.reject(thrown);
      }
    }, (reason) => waiter.reject(reason));
    return waiter.promise;
  }

  stage.namespace({
    name: "WebAssembly",
    global: true,
    tag: "WebAssembly",
    methods: {
      compile: (source) => promised(() => compile(source, "compile")),
      compileStreaming: (source) => streaming(source, (bytes) => compile(bytes, "compileStreaming")),
      instantiate: (source, imports = undefined) => promised(() => instantiateAny(source, imports, "instantiate")),
      instantiateStreaming: (source, imports = undefined) =>
        streaming(source, (bytes) => instantiateAny(bytes, imports, "instantiateStreaming")),
      validate(source) {
        const bytes = read(source, "WebAssembly.validate()");
        const module = parse(bytes);
        record("WebAssembly.validate", bytes, module);
        return module.error === undefined;
      },
    },
    values: {
      Module: Module.constructor, Instance: Instance.constructor, Memory: Memory.constructor, Table: Table.constructor,
      Global: Global.constructor, CompileError: errors.CompileError.handle.constructor,
      LinkError: errors.LinkError.handle.constructor, RuntimeError: errors.RuntimeError.handle.constructor,
    },
  });
})
