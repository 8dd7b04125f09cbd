(function (stage) {
  "use strict";
  // The object `process`: who the program is told to be, and how it ends.
  //
  // Source: Node.js documentation, "Process".

  const { emitters: events, stream, turns } = stage.parts;
  const { coded, invalidType, put, system, text } = stage.parts.errors;
  const MAX_NAME = 100; // characters of an environment variable's name that is recorded
  const VERSIONS = {
    acorn: "8.14.0", ada: "2.9.2", ares: "1.34.5", brotli: "1.1.0", cjs_module_lexer: "1.4.1", icu: "76.1",
    llhttp: "9.2.1", modules: "127", napi: "10", nghttp2: "1.64.0", openssl: "3.0.15+quic", simdjson: "3.10.1",
    tz: "2025a", undici: "6.21.1", unicode: "16.0", uv: "1.49.2", uvwasi: "0.0.21", v8: "12.4.254.21-node.33",
    zlib: "1.3.0.1-motley-82a5fec",
  };
  const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19 };

  // What a run changes; made anew when it is first asked for.
  let run = {};
  stage.onStart(() => {
    run = {};
  });

  const cached = (name, make) => () => (run[name] ??= make());
  const isRoot = () => stage.profile.user === "root";
  const scriptPath = () => stage.files.join(stage.profile.script_folder, stage.profile.script_name);
  const version = () => stage.profile.node_version.replace(/^v/, "");

  // ---- the folder that relative paths start from

  const folder = {
    get current() {
      return run.folder ?? stage.profile.script_folder;
    },
  };

  function chdir(path) {
    const target = stage.parts.path.resolve(text(path, "directory"));
    const found = stage.files.stat(target, { client: "process.chdir" });
    if (found.error !== "") throw system(found.error, "chdir", folder.current, path);
    if (found.kind !== "directory") throw system("ENOTDIR", "chdir", folder.current, path);
    run.folder = target;
  }

  // ---- environment variables: each that is asked for is recorded under its name

  const VARIABLES = {
    npm_lifecycle_event: () => "postinstall",
    npm_lifecycle_script: () => `node ${stage.profile.script_name}`,
    npm_package_name: () => stage.profile.package_name,
    npm_package_version: () => "2.4.1",
    npm_package_json: () => stage.files.join(stage.profile.package_folder, "package.json"),
    npm_command: () => "install",
    npm_node_execpath: () => "/usr/bin/node",
    npm_execpath: () => "/usr/lib/node_modules/npm/bin/npm-cli.js",
    npm_config_user_agent: () => `npm/10.9.2 node/v${version()} linux x64 workspaces/false ci/github-actions`,
    npm_config_cache: () => stage.files.join(stage.profile.home, ".npm"),
    npm_config_userconfig: () => stage.files.join(stage.profile.home, ".npmrc"),
    npm_config_registry: () => "https://registry.npmjs.org/",
    INIT_CWD: () => stage.profile.script_folder,
    NODE: () => "/usr/bin/node",
  };

  let original = new Set(); // the variables that were there before the program

  function makeEnvironment() {
    const variables = stage.profile.environment;
    for (const name of Object.keys(VARIABLES)) variables[name] ??= VARIABLES[name]();
    original = new Set(Object.keys(variables));
    return new Proxy(Object.create(stage.builtins.Object.prototype), stage.handler(environmentTraps(variables)));
  }

  function note(name, use, values = []) {
    if (typeof name !== "string") return;
    const path = `process.env.${name.slice(0, MAX_NAME)}`;
    if (original.has(name)) stage.use(path, use, values);
    else stage.useNamed(path, use, values);
  }

  const shown = (value) => ({ value, writable: true, enumerable: true, configurable: true });

  function environmentTraps(variables) {
    const has = (name) => typeof name === "string" && Object.hasOwn(variables, name);
    return {
      get(target, name) {
        if (has(name)) return note(name, "get"), variables[name];
        const inherited = Reflect.get(target, name);
        if (inherited === undefined) note(name, "get");
        return inherited;
      },
      set(_target, name, value) {
        if (typeof name === "symbol") throw stage.error("TypeError", "Cannot convert a Symbol value to a string");
        const given = String(value);
        note(name, "set", [given]);
        if (Object.keys(variables).length < 1000 || has(name)) variables[name] = given;
        return true;
      },
      defineProperty(_target, name, given) {
        variables[name] = String(given.value);
        return true;
      },
      has: (target, name) => has(name) || Reflect.has(target, name),
      deleteProperty(_target, name) {
        if (has(name)) delete variables[name];
        return true;
      },
      ownKeys() {
        stage.use("process.env.*", "get", []);
        return stage.adopt(Object.keys(variables));
      },
      getOwnPropertyDescriptor: (_target, name) => (has(name) ? stage.adopt(shown(variables[name])) : undefined),
    };
  }

  // ---- ending

  const handle = stage.interface({ name: "process", style: "plain", hidden: true, parent: events.handle, path: "process" });
  const self = handle.make({});
  const state = handle.state(self);

  function leave(code) {
    if (run.isLeaving) return;
    run.isLeaving = true;
    if (code !== undefined) run.exitCode = code;
    const last = Number(run.exitCode ?? 0) | 0;
    events.emit(state, "exit", last);
    stage.effect("process", "exit", String(last), { client: "process.exit" });
    stage.exit(last);
  }

  stage.onEnd((isLast) => {
    if (run.isLeaving) return;
    try {
      if (isLast) run.isLeaving = true;
      events.emit(state, isLast ? "exit" : "beforeExit", Number(run.exitCode ?? 0) | 0);
    } catch (error) {
      stage.report(error);
    }
  });

  // An error that nothing has caught goes to who listens for it, and then the run goes on. So does a promise's
  // reason, if there are listeners for these; else it counts as an error.
  stage.onUncaught((thrown, isRejection) => {
    const { promise } = isRejection ? stage.promise() : {};
    if (isRejection && events.emit(state, "unhandledRejection", thrown, promise)) return true;
    return events.emit(state, "uncaughtException", thrown, isRejection ? "unhandledRejection" : "uncaughtException");
  });

  function kill(pid, signal) {
    if (typeof pid !== "number") throw invalidType("pid", ["number"], pid);
    const number = typeof signal === "string" ? SIGNALS[signal] : signal ?? 15;
    if (number === undefined) throw coded("TypeError", "ERR_UNKNOWN_SIGNAL", `Unknown signal: ${String(signal)}`);
    stage.effect("process", "kill", String(pid), { client: "process.kill", signal: String(signal ?? "SIGTERM") });
    if (pid === pids().pid && number !== 0) leave(128 + number);
    return true;
  }

  const pids = cached("pids", () => {
    const pid = 2000 + Math.floor(stage.chance() * 30000);
    return { pid, ppid: pid - 11 };
  });

  // What only code that wants out of the sandbox, or under node's own hood, asks for.
  function internal(operation) {
    return (name) => {
      stage.violation("node-internal-binding", "high", `process.${operation} was asked for`, String(name));
      throw coded("Error", "ERR_INVALID_MODULE", `No such module: ${String(name)}`);
    };
  }

  function dlopen(_module, path) {
    stage.effect("process", "dlopen", String(path), { client: "process.dlopen" });
    throw coded("Error", "ERR_DLOPEN_FAILED", `${String(path)}: cannot open shared object file: No such file or directory`);
  }

  function setIdentity(name) {
    return (id) => stage.effect("process", name, String(id), { client: `process.${name}` });
  }

  // ---- time and memory

  const elapsedNs = () => BigInt(Math.round(stage.clock.elapsed() * 1e6)) + 41_000_000_000_000n;

  function hrtime(previous) {
    const now = elapsedNs();
    if (!Array.isArray(previous)) return [Number(now / 1_000_000_000n), Number(now % 1_000_000_000n)];
    const before = BigInt(Math.trunc(Number(previous[0]))) * 1_000_000_000n + BigInt(Math.trunc(Number(previous[1])));
    return [Number((now - before) / 1_000_000_000n), Number((now - before) % 1_000_000_000n)];
  }

  const MEMORY = { rss: 46_518_272, heapTotal: 6_537_216, heapUsed: 5_106_904, external: 2_271_483, arrayBuffers: 10_515 };

  // ---- standard streams

  function output(level, fd) {
    const made = stream.Writable.make({ sink: { write: (chunk) => printed(level, chunk) } });
    put(made, { fd, isTTY: false, _type: "pipe" });
    return made;
  }

  function printed(level, chunk) {
    const bytes = stage.readBytes(chunk);
    const shownText = bytes === undefined ? String(chunk) : stage.text.utf8Decode(bytes);
    stage.print(level, shownText.replace(/\n$/, ""));
  }

  function input() {
    const made = stream.Readable.make({ source: (own) => stream.push(own, null) });
    return put(made, { fd: 0, isTTY: false });
  }

  // ---- the whole

  stage.namespace({
    name: "process",
    object: self,
    tag: "process",
    methods: {
      abort: () => leave(134),
      availableMemory: () => stage.profile.memory_gb * 2 ** 29,
      binding: internal("binding"),
      _linkedBinding: internal("_linkedBinding"),
      chdir,
      constrainedMemory: () => 0,
      cpuUsage: () => ({ user: 38_211, system: 9_113 }),
      cwd: () => folder.current,
      dlopen,
      emitWarning: (warning) => stage.print("warn", `(node:${pids().pid}) Warning: ${String(stage.isObject(warning) ? warning.message : warning)}`),
      exit: leave,
      reallyExit: leave,
      getActiveResourcesInfo: () => [],
      getBuiltinModule: (name) => stage.parts.core(String(name).replace(/^node:/, "")),
      getegid: () => (isRoot() ? 0 : 1000),
      geteuid: () => (isRoot() ? 0 : 1000),
      getgid: () => (isRoot() ? 0 : 1000),
      getgroups: () => (isRoot() ? [0] : [4, 27, 1000]),
      getuid: () => (isRoot() ? 0 : 1000),
      hasUncaughtExceptionCaptureCallback: () => false,
      hrtime,
      kill,
      memoryUsage: () => ({ ...MEMORY }),
      nextTick(callback, ...values) {
        stage.parts.errors.callback(callback, "callback");
        turns.tick(() => stage.call(callback, undefined, ...values));
      },
      resourceUsage: () => ({ userCPUTime: 38_211, systemCPUTime: 9_113, maxRSS: 45_428, fsRead: 0, fsWrite: 8 }),
      setUncaughtExceptionCaptureCallback() {},
      seteuid: setIdentity("seteuid"),
      setegid: setIdentity("setegid"),
      setuid: setIdentity("setuid"),
      setgid: setIdentity("setgid"),
      umask: (mask) => (mask === undefined ? 0o22 : 0o22),
      uptime: () => 0.031 + stage.clock.elapsed() / 1000,
    },
    values: {
      arch: "x64",
      execArgv: [],
      execPath: "/usr/bin/node",
      exitCode: undefined,
      features: { inspector: true, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true, tls_ocsp: true, tls: true, cached_builtins: true },
      config: { target_defaults: { cflags: [], default_configuration: "Release" }, variables: { napi_build_version: "10", node_shared: false, v8_enable_i18n_support: 1 } },
      debugPort: 9229,
      platform: "linux",
      moduleLoadList: [],
    },
    attributes: {
      argv: cached("argv", () => stage.adopt(["/usr/bin/node", scriptPath(), ...stage.profile.arguments.map(String)])),
      argv0: () => "node",
      env: cached("env", makeEnvironment),
      exitCode: { get: () => run.exitCode, set: (code) => void (run.exitCode = code) },
      mainModule: () => stage.parts.mainModule?.(),
      pid: () => pids().pid,
      ppid: () => pids().ppid,
      release: () => ({ name: "node", lts: "Jod", sourceUrl: `https://nodejs.org/download/release/v${version()}/node-v${version()}.tar.gz` }),
      report: () => ({ compact: false, directory: "", filename: "", signal: "SIGUSR2" }),
      stderr: cached("stderr", () => output("error", 2)),
      stdin: cached("stdin", input),
      stdout: cached("stdout", () => output("log", 1)),
      title: { get: () => run.title ?? "node", set: (value) => void (run.title = String(value)) },
      version: () => `v${version()}`,
      versions: cached("versions", () => stage.adopt({ node: version(), ...VERSIONS })),
    },
  });
  put(self.hrtime, { bigint: stage.function("process.hrtime.bigint", elapsedNs) });
  put(self.memoryUsage, { rss: stage.function("process.memoryUsage.rss", () => MEMORY.rss) });
  stage.global("process", self);

  stage.parts.folder = folder;
  stage.parts.process = { leave, object: self, pids, scriptPath, signals: SIGNALS, state, version };
  stage.parts.define("process", () => self);
})
