(function (stage) {
  "use strict";
  // CommonJS: `require`, and the module "module". Core modules come from the table, packages from a list of
  // our own, and files from the made-up file system: what a sample has written there is code of its own, and
  // runs as a generation.
  //
  // Source: Node.js documentation, "Modules: CommonJS modules", "Modules: `node:module` API".

  const { core, coreNames, turns } = stage.parts;
  const { coded, invalidValue, put, text } = stage.parts.errors;
  const { files } = stage;
  const MAX_LOADED = 500; // modules from files
  const MAX_DEPTH = 40; // modules that are loading one another
  const ENDINGS = ["", ".js", ".json", ".node", ".cjs"];
  const PARAMETERS = "exports, require, module, __filename, __dirname";
  const WRAPPER = ["(function (exports, require, module, __filename, __dirname) { ", "\n});"];
  const packages = { __proto__: null }; // name -> what makes its exports

  let main; // the sample's module
  let loaded = new Map(); // path -> module
  let depth = 0;
  let cache; // the object that the guest sees as require.cache
  stage.onStart(() => {
    main = cache = undefined;
    loaded = new Map();
    depth = 0;
  });

  const folderOf = (path) => stage.parts.path.dirname(path);

  // ---- finding

  // Returns the name of a core module without "node:", or undefined.
  function coreName(name) {
    const plain = name.startsWith("node:") ? name.slice(5) : name;
    return coreNames().includes(plain) ? plain : undefined;
  }

  function asFile(path) {
    return ENDINGS.map((ending) => path + ending).find((candidate) => files.kindOf(candidate) === "file");
  }

  function asFolder(path) {
    if (files.kindOf(path) !== "directory") return undefined;
    const entry = manifestOf(path)?.main;
    const named = typeof entry === "string" ? stage.parts.path.resolve(path, entry) : undefined;
    return (named && (asFile(named) ?? asFile(`${named}/index`))) ?? asFile(`${path}/index`);
  }

  function manifestOf(folder) {
    const path = `${folder}/package.json`;
    if (files.kindOf(path) !== "file") return undefined;
    try {
      return JSON.parse(stage.text.utf8Decode(files.read(path, { client: "require" }).bytes));
    } catch {
      return undefined;
    }
  }

  function inPackages(name, folder) {
    for (let at = folder; ; at = folderOf(at)) {
      const candidate = `${at === "/" ? "" : at}/node_modules/${name}`;
      const found = asFile(candidate) ?? asFolder(candidate);
      if (found !== undefined || at === "/") return found;
    }
  }

  // Returns {core}, {package} or {path}; throws what node throws if there is nothing.
  function resolve(name, parent) {
    text(name, "id");
    if (name === "") throw invalidValue("id", name, "must be a non-empty string");
    const known = coreName(name);
    if (known !== undefined) return { core: known };
    if (name.startsWith("node:")) throw coded("Error", "ERR_UNKNOWN_BUILTIN_MODULE", `No such built-in module: ${name}`);
    if (name in packages) return { package: name };
    const isPath = /^(?:\.{1,2}(?:\/|$)|\/)/.test(name);
    const path = stage.parts.path.resolve(folderOf(parent.filename), name);
    const found = isPath ? asFile(path) ?? asFolder(path) : inPackages(name, folderOf(parent.filename));
    if (found !== undefined) return { path: found };
    if (!isPath && stage.mock.isWanted()) return { mock: name };
    throw missing(name, parent);
  }

  function missing(name, parent) {
    const stack = [parent.filename];
    const shown = `Cannot find module '${name}'\nRequire stack:\n- ${stack.join("\n- ")}`;
    return put(coded("Error", "MODULE_NOT_FOUND", shown), { requireStack: stack });
  }

  // ---- modules

  const Module = stage.interface({
    name: "Module", path: "module.Module", style: "plain", hidden: true,
    create: (state, id, parent) => void describe(state.self, String(id ?? ""), parent),
    methods: {
      require: (state, name) => load(name, { filename: filenameOf(state) }),
      _compile: (state, source, path) => run(state.self, String(source), text(path, "filename")),
      load() {},
    },
  });

  const filenameOf = (state) => (typeof state.self.filename === "string" ? state.self.filename : stage.parts.process.scriptPath());

  function describe(module, path, parent) {
    const paths = [];
    for (let at = folderOf(path); ; at = folderOf(at)) {
      paths.push(`${at === "/" ? "" : at}/node_modules`);
      if (at === "/" || at === ".") break;
    }
    return put(module, { id: path, path: folderOf(path), exports: {}, filename: path, loaded: false, children: [], paths, parent });
  }

  function make(path, parent) {
    return describe(Module.make({}), path, parent);
  }

  function mainModule() {
    if (main === undefined) {
      main = make(stage.parts.process.scriptPath(), null);
      put(main, { id: "." });
      loaded.set(main.filename, main);
    }
    return main;
  }

  function run(module, source, path) {
    const body = source.replace(/^\uFEFF/, "").replace(/^#!/, "//");
    const compiled = stage.compile(body, PARAMETERS, "require");
    return stage.call(compiled, module.exports, module.exports, requireOf(path), module, path, folderOf(path));
  }

  // Loads a file's module; the same one again for a path that is known, also while it is still loading.
  function loadFile(path, parent) {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    if (loaded.size >= MAX_LOADED || depth >= MAX_DEPTH) throw missing(path, parent);
    const result = files.read(path, { client: "require" });
    if (result.error) throw missing(path, parent);
    const module = make(path, mainModule());
    loaded.set(path, module);
    depth++;
    try {
      fill(module, path, result.bytes);
    } catch (error) {
      loaded.delete(path);
      throw error;
    } finally {
      depth--;
    }
    put(module, { loaded: true });
    return module.exports;
  }

  function fill(module, path, bytes) {
    if (path.endsWith(".node")) {
      stage.effect("process", "dlopen", path, { client: "require" });
      throw coded("Error", "ERR_DLOPEN_FAILED", `${path}: invalid ELF header`);
    }
    const source = stage.text.utf8Decode(bytes);
    if (!path.endsWith(".json")) return run(module, source, path);
    return put(module, { exports: parsed(source, path) });
  }

  function parsed(source, path) {
    try {
      return JSON.parse(source.replace(/^\uFEFF/, ""));
    } catch (error) {
      throw stage.error("SyntaxError", `${path}: ${error.message}`);
    }
  }

  function load(name, parent) {
    const found = resolve(name, parent);
    if (found.core !== undefined) return core(found.core);
    if (found.mock !== undefined) return (mocks[found.mock] ??= stage.mock.make(`require(${found.mock})`));
    if (found.package !== undefined) return (loadedPackages[found.package] ??= packages[found.package]());
    return loadFile(found.path, parent);
  }
  const loadedPackages = { __proto__: null };
  const mocks = { __proto__: null }; // of packages that are not known

  // ---- require

  function cacheObject() {
    return (cache ??= Object.create(null));
  }

  // Gives a require function what belongs to it; it looks from the file at `path`.
  function furnish(require, pathOf) {
    const parent = { get filename() { return pathOf(); } };
    const resolver = stage.function("require.resolve", (name) => {
      const found = resolve(name, parent);
      return found.path ?? found.core ?? found.package;
    });
    put(resolver, { paths: stage.function("require.resolve.paths", () => mainModule().paths) });
    put(require, { resolve: resolver, extensions: stage.adopt({ __proto__: null, ".js": undefined, ".json": undefined, ".node": undefined }) });
    stage.accessor(require, "main", "require.main", mainModule);
    stage.accessor(require, "cache", "require.cache", cacheObject);
    return require;
  }

  const mainRequire = furnish(stage.function("require", (id) => load(id, mainModule())), () => mainModule().filename);

  // Returns a require function for the file at `path`, which shares all but its folder with the sample's.
  function requireOf(path) {
    const made = turns.callback((id) => load(id, { filename: path }), "require", "require");
    return put(made, { resolve: mainRequire.resolve, extensions: mainRequire.extensions, main: mainModule(), cache: cacheObject() });
  }

  function createRequire(from) {
    const given = typeof from === "string" ? from : String(from?.href ?? from);
    const path = given.startsWith("file:") ? decodeURIComponent(given.replace(/^file:(?:\/\/)?/, "")) : given;
    if (!path.startsWith("/")) {
      throw invalidValue("filename", from, "must be a file URL object, file URL string, or absolute path string");
    }
    return requireOf(path);
  }

  // What a module of ECMAScript imports by a name: node's own, a package, or a file that is CommonJS.
  function imported(name) {
    const exports = load(name, mainModule());
    return stage.isObject(exports) ? exports : stage.adopt({ default: exports });
  }
  stage.onImport(imported);

  stage.onModule((meta) => {
    const { filename, path } = mainModule();
    const resolver = stage.function("import.meta.resolve", (name) => `file://${resolve(name, mainModule()).path ?? ""}`);
    put(meta, { dirname: path, filename, resolve: resolver, url: `file://${encodeURI(filename)}` });
  });

  // ---- what the sample sees

  stage.global("require", mainRequire);
  const ofMain = (name, read) => {
    let own; // what the sample has put in its place
    stage.onStart(() => {
      own = undefined;
    });
    stage.accessor(stage.guest, name, name, () => (own === undefined ? read() : own.value), (_self, value) => void (own = { value }), false);
  };
  ofMain("module", mainModule);
  ofMain("exports", () => mainModule().exports);
  ofMain("__filename", () => mainModule().filename);
  ofMain("__dirname", () => mainModule().path);

  stage.parts.mainModule = mainModule;
  stage.parts.packages = packages;
  stage.parts.require = requireOf;
  stage.parts.runModule = run;

  stage.parts.define("module", () => {
    const made = Module.constructor;
    put(made, { Module: made, builtinModules: stage.adopt(coreNames()), wrapper: stage.adopt(WRAPPER), globalPaths: stage.adopt(["/usr/lib/node_modules"]) });
    stage.accessor(made, "_cache", "module._cache", cacheObject);
    return stage.namespace({
      name: "module",
      object: made,
      methods: {
        createRequire,
        isBuiltin: (name) => coreName(String(name)) !== undefined,
        findPackageJSON: () => stage.files.join(stage.profile.package_folder, "package.json"),
        register() {},
        runMain() {},
        syncBuiltinESMExports() {},
        wrap: (source) => WRAPPER[0] + source + WRAPPER[1],
        _load: (name, parent) => load(name, typeof parent?.filename === "string" ? parent : mainModule()),
        _resolveFilename(name, parent) {
          const found = resolve(name, typeof parent?.filename === "string" ? parent : mainModule());
          return found.path ?? found.core ?? found.package;
        },
        _nodeModulePaths: (from) => describe({}, `${from}/x`).paths,
      },
      values: { _extensions: mainRequire.extensions, _pathCache: {} },
    });
  });
})
