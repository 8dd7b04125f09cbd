(function (stage) {
  "use strict";
  // The module "child_process": commands go to the made-up world, and their output comes back.
  //
  // Source: Node.js documentation, "Child process".

  const { buffer, encodings, emitters: events, stream, turns } = stage.parts;
  const { errnoOf, put, text } = stage.parts.errors;
  const { isFunction, isObject } = stage;
  const SHELLS = /(?:^|\/)(?:ba|da|z|k|a)?sh$|(?:^|\\)(?:cmd|powershell)(?:\.exe)?$/i;
  const MAX_LIVE = 5000; // children at once: beyond them the last one stands for all
  const CUSTOM = Symbol.for("nodejs.util.promisify.custom");

  // ---- what was asked for

  // Takes (args, options, callback) apart, each of which may be left out.
  function taken(values) {
    const args = Array.isArray(values[0]) ? Array.from(values[0], String) : [];
    const callback = values.find(isFunction);
    const options = values.find((value) => isObject(value) && !Array.isArray(value) && value !== callback) ?? {};
    return { args, options, callback };
  }

  // Variables that differ from the program's own.
  function changed(env) {
    if (!isObject(env) || env === stage.parts.process.object.env) return undefined;
    const own = stage.profile.environment;
    const names = Object.keys(env).filter((name) => own[name] !== env[name]).slice(0, 20);
    return Object.fromEntries(names.map((name) => [name, String(env[name])]));
  }

  function run(client, command, args, options, isShell) {
    const { cwd, detached, env, input, stdio, uid, windowsHide } = options;
    const details = {};
    if (detached) details.detached = "true";
    if (uid !== undefined) details.uid = String(uid);
    if (typeof stdio === "string") details.stdio = stdio;
    return stage.commands.run({
      client,
      command,
      args: isShell ? undefined : args,
      shell: isShell,
      hidden: windowsHide === undefined ? undefined : Boolean(windowsHide),
      cwd: cwd === undefined ? undefined : String(cwd),
      env: changed(env),
      input: input === undefined ? undefined : stage.text.utf8Decode(encodings.bytesOf(input) ?? new Uint8Array(0)),
      details,
    });
  }

  const whole = (command, args) => [command, ...args].join(" ");

  // The error of a program that could not be started; a shell that could not says so by its code.
  function spawnError(result, command, args) {
    return put(stage.error("Error", `spawn ${command} ${result.error}`), {
      errno: -(errnoOf(result.error) ?? 1), code: result.error, syscall: `spawn ${command}`, path: command, spawnargs: args,
    });
  }

  function failure(result, command) {
    const error = stage.error("Error", `Command failed: ${command}\n${result.stderr}`);
    return put(error, { code: result.code, killed: false, signal: null, cmd: command });
  }

  function shown(output, encoding) {
    const bytes = stage.text.utf8Encode(output);
    return encoding === undefined || encoding === null || encoding === "buffer" ? buffer.make(bytes) : encodings.decode(bytes, encoding);
  }

  // ---- at once

  function spawnSync(file, ...values) {
    const { args, options } = taken(values);
    return finished("child_process.spawnSync", text(file, "file"), args, options, Boolean(options.shell));
  }

  function finished(client, command, args, options, isShell) {
    const line = isShell ? whole(command, args) : command;
    const result = run(client, line, args, options, isShell);
    const [stdout, stderr] = [shown(result.stdout, options.encoding), shown(result.stderr, options.encoding)];
    const made = { pid: result.pid, output: [null, stdout, stderr], stdout, stderr, status: result.code, signal: null };
    return result.error && !isShell ? { ...made, status: null, error: spawnError(result, command, args) } : made;
  }

  function outputOf(result, command) {
    if (result.error !== undefined) throw result.error;
    if (result.status === 0) return result.stdout;
    const stderr = typeof result.stderr === "string" ? result.stderr : stage.text.utf8Decode(stage.readBytes(result.stderr));
    throw put(stage.error("Error", `Command failed: ${command}\n${stderr}`), result);
  }

  function execSync(command, options) {
    const line = text(command, "command");
    return outputOf(finished("child_process.execSync", line, [], options ?? {}, true), line);
  }

  function execFileSync(file, ...values) {
    const { args, options } = taken(values);
    const command = text(file, "file");
    return outputOf(finished("child_process.execFileSync", command, args, options, Boolean(options.shell)), whole(command, args));
  }

  // ---- in the background

  const ChildProcess = stage.interface({
    name: "ChildProcess",
    path: "child_process.ChildProcess",
    style: "plain",
    hidden: true,
    parent: events.handle,
    methods: {
      kill(state, signal = "SIGTERM") {
        stage.effect("process", "kill", String(state.result.pid), { client: "ChildProcess.kill", signal: String(signal) });
        if (state.isOver) return false;
        put(state.self, { killed: true, signalCode: String(signal) });
        close(state, null, String(signal));
        return true;
      },
      send(state, message, ...more) {
        stage.effect("process", "message", state.command, { client: "ChildProcess.send", message: stage.parts.inspect(message) });
        turns.answer(more.find(isFunction), null);
        return true;
      },
      disconnect(state) {
        put(state.self, { connected: false });
        turns.turn(() => events.emit(state, "disconnect"));
      },
      ref() {},
      unref() {},
    },
  });

  // A shell without a script reads lines from its input: each is a command of its own.
  function interactive(state, options) {
    return (chunk) => {
      for (const line of stage.text.utf8Decode(encodings.bytesOf(chunk)).split(/\r?\n/)) {
        if (line.trim() === "") continue;
        const result = run("child_process stdin", line, [], options, true);
        feed(state, result.stdout, result.stderr);
      }
    };
  }

  function feed(state, stdout, stderr) {
    for (const [name, output] of [["stdout", stdout], ["stderr", stderr]]) {
      if (output !== "" && state[name] !== undefined) stream.push(stream.Readable.state(state[name]), buffer.make(stage.text.utf8Encode(output)));
    }
  }

  function inputStream(state, options, isOpen) {
    const write = isOpen
      ? interactive(state, options)
      : (chunk) => stage.effect("process", "stdin", state.command, { client: "ChildProcess.stdin" }, stage.readBytes(chunk));
    return stream.Writable.make({ sink: { write, end: () => void (isOpen && close(state, 0, null)) } });
  }

  let live = 0;
  let last; // the child that was started last
  stage.onStart(() => {
    live = 0;
    last = undefined;
  });

  function start(client, command, args, options, isShell) {
    const line = isShell ? whole(command, args) : command;
    const result = run(client, line, args, options, isShell);
    if (live >= MAX_LIVE) return last;
    live++;
    const made = ChildProcess.make({ result, command: whole(command, args) });
    const state = (last = ChildProcess.state(made));
    const isPiped = options.stdio === undefined || options.stdio === "pipe" || Array.isArray(options.stdio);
    const isOpen = !isShell && SHELLS.test(command) && args.every((arg) => /^-i?l?$/.test(arg));
    if (isPiped) {
      state.stdout = stream.Readable.make({});
      state.stderr = stream.Readable.make({});
    }
    put(made, {
      pid: result.error && !isShell ? undefined : result.pid, spawnfile: isShell ? "/bin/sh" : command,
      spawnargs: isShell ? ["/bin/sh", "-c", line] : [command, ...args], connected: false, killed: false,
      exitCode: null, signalCode: null, stdin: isPiped ? inputStream(state, options, isOpen) : null,
      stdout: state.stdout ?? null, stderr: state.stderr ?? null,
    });
    put(made, { stdio: [made.stdin, made.stdout, made.stderr] });
    turns.turn(() => proceed(state, command, args, isShell, isOpen));
    return state;
  }

  function proceed(state, command, args, isShell, isOpen) {
    const { result } = state;
    if (result.error && !isShell) {
      events.emit(state, "error", spawnError(result, command, args));
      return close(state, -(errnoOf(result.error) ?? 1), null);
    }
    events.emit(state, "spawn");
    feed(state, result.stdout, result.stderr);
    if (!isOpen) turns.turn(() => close(state, result.code, null));
    return undefined;
  }

  function close(state, code, signal) {
    if (state.isOver) return;
    state.isOver = true;
    live--;
    put(state.self, { exitCode: code });
    events.emit(state, "exit", code, signal);
    for (const name of ["stdout", "stderr"]) if (state[name] !== undefined) stream.push(stream.Readable.state(state[name]), null);
    turns.turn(() => events.emit(state, "close", code, signal));
  }

  function spawn(file, ...values) {
    const { args, options } = taken(values);
    return start("child_process.spawn", text(file, "file"), args, options, Boolean(options.shell)).self;
  }

  function fork(path, ...values) {
    const { args, options } = taken(values);
    const state = start("child_process.fork", "/usr/bin/node", [text(path, "modulePath"), ...args], options, false);
    return put(state.self, { connected: true });
  }

  function answerWhenClosed(state, options, callback, command) {
    events.listen(state.self, "close", (code) => {
      const encoding = options.encoding === undefined ? "utf8" : options.encoding;
      const outputs = [shown(state.result.stdout, encoding), shown(state.result.stderr, encoding)];
      const error = code === 0 ? null : failure(state.result, command);
      if (isFunction(callback)) stage.call(callback, undefined, error, ...outputs);
    });
    if (isFunction(callback)) events.listen(state.self, "error", () => undefined); // the callback is told
    return state.self;
  }

  function exec(command, ...values) {
    const { callback, options } = taken(values);
    const state = start("child_process.exec", text(command, "command"), [], options, true);
    return answerWhenClosed(state, options, callback, command);
  }

  function execFile(file, ...values) {
    const { args, callback, options } = taken(values);
    const state = start("child_process.execFile", text(file, "file"), args, options, Boolean(options.shell));
    return answerWhenClosed(state, options, callback, whole(file, args));
  }

  // What util.promisify makes of exec and execFile: a promise of {stdout, stderr}.
  function promising(run, path) {
    return stage.function(path, (...values) => {
      const { promise, resolve, reject } = stage.promise();
      const done = turns.callback((error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(put(error, { stdout, stderr }));
      });
      run(...values, done);
      return promise;
    });
  }

  stage.parts.define("child_process", () => {
    const methods = { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
    const made = stage.namespace({ name: "child_process", methods, values: { ChildProcess: ChildProcess.constructor } });
    for (const [name, run] of [["exec", exec], ["execFile", execFile]]) {
      Object.defineProperty(made[name], CUSTOM, { value: promising(run, `child_process.${name}`) });
    }
    return made;
  });
})
