// Finds every function that the host gives to the guest, from the global object on, and looks at each, or calls it
// in ways that nobody should. It is ordinary guest code: what it must not find is what a sample must not find.
// A last line is added by whoever runs it: `crawler.look(FORMAT)`, or `crawler.call(ROUND)`. What it has to say is a
// comment that it evaluates: that is in the trace however the run ends.

var crawler = (function (home) {
  "use strict";
  // JScript has few of these: what is wanted of them is made of older ones there.
  const old = typeof Reflect === "undefined";
  const { Array, Date, Error, Function, JSON, Object, String, TypeError } = home;
  const hasOwn = (holder, key) => Object.prototype.hasOwnProperty.call(holder, key);
  const apply = (made, receiver, given) => Function.prototype.apply.call(made, receiver, given);
  const construct = (made, given) => new made(...given);
  const Seen = old
    ? class {
        constructor(list = []) { this.list = list.slice(); }
        has(value) { return this.list.indexOf(value) >= 0; }
        add(value) { if (!this.has(value)) this.list.push(value); }
        delete(value) { this.list.splice(this.list.indexOf(value), 1); }
        get size() { return this.list.length; }
      }
    : home.Set;
  const LANGUAGE = (
    "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error " +
    "AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError InternalError globalThis JSON Math " +
    "Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array " +
    "Float64Array Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef " +
    "FinalizationRegistry Proxy Reflect SharedArrayBuffer DisposableStack AsyncDisposableStack SuppressedError decodeURI " +
    "decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN queueMicrotask crawler"
  ).split(" ");
  // They end the run, or keep it from ending.
  const ENDS = /\b(setInterval|exit|abort|reallyExit|kill|dlopen|Quit|_kill|_debugEnd)$/;
  // They make functions of texts that they are given.
  const MAKES = /\bcompileFunction$/;
  const MOST = 60000;

  const own = new Seen(); // functions of the crawler's, which a host may give back
  const bodyOf = (text) => text.slice(text.indexOf("{"));
  const bodies = {}; // of functions of the crawler's: a host that evaluates text gives back others with the same
  const mine = (made) => ((bodies[bodyOf(String(made))] = true), own.add(made), made);

  const evaluate = home.eval;
  const say = (report) => evaluate("/*report " + JSON.stringify(report).replace(/\*\//g, "* /") + "*/");

  // -- what there is ------------------------------------------------------------------------------

  // Calls visit(path, value, holder, key, kind) for all that can be reached; kind is value, get or set.
  function walk(roots, known, visit) {
    const queue = roots.filter(([, value]) => isThing(value) && !known.has(value));
    for (const [, value] of queue) known.add(value);
    for (let at = 0; at < queue.length && at < MOST; at++) {
      const [path, holder] = queue[at];
      const reach = (name, value, kind, key) => {
        if (!isThing(value)) return;
        visit(name, value, holder, key, kind);
        if (known.has(value)) return;
        known.add(value);
        queue.push([name, value]);
      };
      for (const key of keysOf(holder)) {
        const described = attempt(() => Object.getOwnPropertyDescriptor(holder, key)).value;
        if (described === undefined) continue;
        const name = `${path}.${String(key)}`;
        if ("value" in described) reach(name, described.value, "value", key);
        else {
          reach(name, described.get, "get", key);
          reach(name, described.set, "set", key);
          if (described.get) reach(name, attempt(() => holder[key]).value, "value", key);
        }
      }
      reach(`${path}.__proto__`, attempt(() => Object.getPrototypeOf(holder)).value, "value", "__proto__");
    }
  }

  function isThing(value) {
    return (typeof value === "object" && value !== null) || typeof value === "function" || typeof value === "unknown";
  }

  function keysOf(holder) {
    const keys = attempt(() => (old ? Object.getOwnPropertyNames(holder) : Reflect.ownKeys(holder))).value || [];
    return keys.length > 3000 ? keys.slice(0, 3000) : keys;
  }

  function attempt(act) {
    try {
      return { value: act() };
    } catch (error) {
      return { error };
    }
  }

  function stubs() {
    const known = new Seen([crawler, own]);
    const language = LANGUAGE.filter((name) => name in home && home[name] !== home).map((name) => [name, home[name]]);
    const builtins = language.map(([name, value]) => [name, value, home, name, "value"]);
    if (!old) language.push(["iterators", [[].values(), new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/x/g)]]);
    language.push(["functions", [async () => {}, function* () {}, async function* () {}]]);
    known.add(home);
    walk(language, known, (path, value, holder, key, kind) => builtins.push([path, value, holder, key, kind]));
    known.delete(home);
    const spoken = new Seen(old ? known.list : known);
    const found = [];
    const add = (path, value, holder, key, kind) => {
      if (typeof value === "function" && !own.has(value) && !spoken.has(value)) found.push({ path, value, holder, key, kind });
    };
    walk([["", home], ...rooms()], known, add);
    return { found, builtins };
  }

  // Whatever a sample can ask for that hangs on no property: COM objects, modules, nodes.
  function rooms() {
    const made = [];
    const add = (path, act) => {
      const { value } = attempt(act);
      if (isThing(value)) made.push([path, value]);
    };
    if (typeof ActiveXObject !== "undefined")
      for (const name of PROGRAMS) add(name, () => new ActiveXObject(name));
    if (typeof GetObject !== "undefined") add("winmgmts", () => GetObject("winmgmts:\\\\.\\root\\cimv2"));
    if (typeof require === "function") for (const name of MODULES) add(name, () => require(name));
    if (typeof document !== "undefined")
      for (const tag of TAGS) add(`<${tag}>`, () => document.createElement(tag));
    return made;
  }

  const PROGRAMS = (
    "WScript.Shell WScript.Network Scripting.FileSystemObject Scripting.Dictionary ADODB.Stream ADODB.Connection " +
    "ADODB.Recordset MSXML2.XMLHTTP MSXML2.ServerXMLHTTP.6.0 MSXML2.DOMDocument Microsoft.XMLHTTP Microsoft.XMLDOM " +
    "WinHttp.WinHttpRequest.5.1 Shell.Application Schedule.Service WbemScripting.SWbemLocator MSScriptControl.ScriptControl " +
    "VBScript.RegExp InternetExplorer.Application htmlfile System.Text.ASCIIEncoding System.Collections.ArrayList"
  ).split(" ");
  const MEMBERS = (
    "Run Exec RegRead RegWrite RegDelete ExpandEnvironmentStrings Environment SpecialFolders CreateShortcut Popup SendKeys " +
    "AppActivate CurrentDirectory UserName ComputerName UserDomain MapNetworkDrive EnumNetworkDrives FileExists FolderExists " +
    "CreateTextFile OpenTextFile GetFile GetFolder GetDrive GetSpecialFolder GetTempName DeleteFile CopyFile MoveFile " +
    "CreateFolder BuildPath GetAbsolutePathName GetFileName Drives Add Exists Item Items Keys Remove RemoveAll Count Open Close " +
    "Read Write ReadText WriteText SaveToFile LoadFromFile CopyTo SetEOS Position Size Type Charset Mode Execute Fields AddNew " +
    "Update open send abort setRequestHeader getResponseHeader getAllResponseHeaders setOption setTimeouts status statusText " +
    "responseText responseBody responseXML readyState onreadystatechange option waitForResponse SetProxy ShellExecute NameSpace " +
    "Windows Connect NewTask GetFolder RegisterTaskDefinition ConnectServer ExecQuery InstancesOf Get AddCode AddObject Eval " +
    "Language Timeout Pattern Global Test Replace Navigate Navigate2 Document Visible Busy Quit loadXML load selectSingleNode " +
    "createElement documentElement nodeTypedValue dataType text xml GetString GetBytes_4 toString valueOf length"
  ).split(" ");
  const MODULES = (
    "assert async_hooks buffer child_process cluster console constants crypto dgram dns domain events fs fs/promises http http2 " +
    "https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder timers " +
    "timers/promises tls tty url util v8 vm worker_threads zlib"
  ).split(" ");
  const TAGS = "a body button canvas div form head iframe img input link meta object option script select style table textarea video".split(" ");

  // -- looking ------------------------------------------------------------------------------------

  // Returns what is wrong with the look of each stub, by path; `format` makes the text of a native of that name.
  function look(format) {
    const wrong = [];
    const { found } = stubs();
    const seen = new Seen();
    for (const { path, value, holder, key, kind } of found) {
      if (seen.has(value)) continue;
      seen.add(value);
      for (const fault of faultsOf(value, holder, key, kind, format)) wrong.push(`${path}: ${fault}`);
    }
    say({ functions: seen.size, wrong: wrong.slice(0, 200) });
  }

  function faultsOf(made, holder, key, kind, format) {
    const faults = [];
    const name = Object.getOwnPropertyDescriptor(made, "name");
    const length = Object.getOwnPropertyDescriptor(made, "length");
    for (const [what, described, type] of [["name", name, "string"], ["length", length, "number"]]) {
      if (!described || typeof described.value !== type) faults.push(`has no ${what}`);
      else if (described.writable || described.enumerable || !described.configurable) faults.push(`its ${what} is described otherwise`);
    }
    if (faults.length) return faults;
    const text = Function.prototype.toString.call(made);
    if (text !== format(name.value)) faults.push(`its text is ${JSON.stringify(text.slice(0, 120))}`);
    if (!inherits(made, Function.prototype)) faults.push("is no function of this realm");
    if (kind !== "value" && name.value !== `${kind} ${typeof key === "symbol" ? `[${key.description}]` : key}`) faults.push(`an accessor named ${name.value}`);
    if (kind === "get" && length.value !== 0) faults.push("a getter that takes something");
    if (kind === "set" && length.value !== 1) faults.push("a setter that takes nothing");
    const prototype = Object.getOwnPropertyDescriptor(made, "prototype");
    if (prototype === undefined) {
      const extra = keysOf(made).filter((each) => each !== "name" && each !== "length" && !isStatic(attempt(() => made[each]).value));
      if (extra.length) faults.push(`has ${extra.map(String).join()} of its own`);
      if (!old && isConstructor(made)) faults.push("can be constructed and has no prototype");
    } else if (prototype.enumerable || prototype.configurable) faults.push("its prototype is described otherwise");
    for (const each of ["caller", "arguments"]) if (hasOwn(made, each)) faults.push(`has ${each}`);
    return faults;
  }

  // What a native may have as a property of its own: another thing, or a well-known symbol as util.inspect.custom.
  function isStatic(value) {
    return isThing(value) || typeof value === "symbol";
  }

  function isConstructor(made) {
    try {
      Reflect.construct(Object, [], made); // asks for nothing but [[Construct]]
      return true;
    } catch {
      return false;
    }
  }

  function inherits(value, ancestor) {
    for (let at = value, depth = 0; at !== null && depth < 50; depth++) {
      at = Object.getPrototypeOf(at);
      if (at === ancestor) return true;
    }
    return false;
  }

  // -- calling ------------------------------------------------------------------------------------

  const big = new Array((1 << 18) + 1).join("x");
  const getters = {};
  for (const name of ["length", "0", "method", "headers", "body", "encoding", "type", "then", "toString", "valueOf", "name", "once", "signal"])
    Object.defineProperty(getters, name, { get: mine(() => { throw new Error(`${name} of the guest's`); }), enumerable: true });
  const throwing = old ? getters : new Proxy(mine(function () {}), {
    get: mine(() => { throw new TypeError("of the guest's"); }),
    ownKeys: mine(() => { throw 7; }),
  });
  const endless = old ? getters : new Proxy(mine(function () {}), {
    get: mine((target, key) => (key === Symbol.toPrimitive ? mine(() => "endless") : endless)),
    apply: mine(() => endless), construct: mine(() => endless), has: mine(() => true),
  });
  const cyclic = { text: big.slice(0, 1000) };
  cyclic.self = cyclic;

  const ROUNDS = {
    nothing: () => [],
    missing: () => [undefined, null, undefined, null],
    numbers: () => [NaN, -1, 2 ** 53, -0, 1e308],
    texts: () => ["", "\0", "\ud800", "toString", "__proto__"],
    symbols: () => (old ? [""] : [Symbol.iterator, Symbol("of the guest's"), Symbol.iterator]),
    bigints: () => [2n ** 70n, -1n, 0n],
    large: () => [big],
    throwing: () => [throwing, throwing, throwing],
    getters: () => [getters, getters, getters],
    endless: () => [endless, endless, endless],
    functions: () => [mine(function (again) { if (typeof again === "function") again(again); return again; }), mine(() => { throw 1; }), mine(class {})],
    objects: () => [cyclic, [cyclic, , cyclic], new Date(NaN), old ? /x/ : new Map([[cyclic, cyclic]])],
    buffers: () => (old ? [-1] : [new Uint8Array(1000), new ArrayBuffer(8), new Uint8Array(new ArrayBuffer(16), 8), -1, 2 ** 31]),
    itself: (made) => [made, made, made],
    world: () => [home, home, home],
  };

  function receivers(holder, round) {
    if (round === "large") return [holder];
    return round === "nothing" ? [holder, undefined, 1, Object.create(holder)] : [holder, {}];
  }

  // Calls everything with a round's arguments, as a function and as a constructor; returns what leaked or broke.
  function call(round) {
    const { found, builtins } = stubs();
    const before = builtins.map(([, value, holder, key]) => [holder, key, value]);
    const wrong = [];
    const looked = new Seen();
    let calls = 0, threw = 0;
    const done = new Seen();
    for (const { path, value, holder } of found) {
      if (done.has(value) || ENDS.test(path)) continue;
      done.add(value);
      const given = ROUNDS[round](value);
      for (const receiver of receivers(holder, round)) {
        calls++;
        threw += examine(path, () => apply(value, receiver, given), wrong, looked);
      }
      threw += examine(`new ${path}`, () => construct(value, given), wrong, looked);
    }
    for (const [path, room] of old ? rooms() : []) // members of COM objects are no properties that can be listed
      for (const name of MEMBERS)
        if (name !== "Quit") calls += useMember(`${path}.${name}`, room, name, ROUNDS[round](room), wrong, looked);
    for (const [holder, key, value] of before) {
      const described = attempt(() => Object.getOwnPropertyDescriptor(holder, key)).value;
      if (described && "value" in described && isThing(described.value) && described.value !== value) wrong.push(`${String(key)} is another now`);
    }
    say({ functions: done.size, calls, threw, wrong: wrong.slice(0, 100) });
  }

  // Reads, calls and writes a member whose name may be in any case.
  function useMember(path, room, name, given, wrong, looked) {
    examine(path, () => room[name], wrong, looked);
    examine(`${path}()`, () => room[name.toUpperCase()](...given), wrong, looked);
    examine(`${path} =`, () => { room[name.toLowerCase()] = given[0]; }, wrong, looked);
    return 3;
  }

  function examine(path, act, wrong, looked) {
    const { value, error } = attempt(act);
    if (MAKES.test(path)) own.add(value); // its source is what it was given
    for (const fault of faultsIn(error === undefined ? value : error, looked, 3)) wrong.push(`${path}: ${fault}`);
    if (error !== undefined && inherits(Object(error), Error.prototype)) {
      const stack = attempt(() => String(error.stack) + String(error.message)).value;
      if (OURS.test(stack)) wrong.push(`${path}: its error says ${JSON.stringify(stack.slice(0, 300))}`);
    }
    return error === undefined ? 0 : 1;
  }

  const OURS = /stockade|quickjs|<stage>|guest\/|kit\.js|border\.js/i;

  // What shows that a value is none of this realm's, or of ours.
  function faultsIn(value, looked, depth) {
    if (typeof value === "string") return OURS.test(value.slice(0, 10000)) ? [`says ${JSON.stringify(value.slice(0, 100))}`] : [];
    if (!isThing(value) || value === endless || value === throwing || looked.has(value)) return [];
    looked.add(value);
    const faults = [];
    let root = value;
    for (let up = 0; up < 50; up++) {
      const next = attempt(() => Object.getPrototypeOf(root)).value;
      if (!isThing(next)) break;
      root = next;
    }
    if (root !== Object.prototype && attempt(() => hasOwn(root, "hasOwnProperty")).value) faults.push("has the prototype of another realm");
    const maker = attempt(() => value.constructor).value;
    if (typeof maker === "function") {
      const made = attempt(() => maker.constructor).value;
      if (typeof made === "function" && made !== Function && !own.has(maker) && !/^(Async|Generator)/.test(made.name)) {
        const answer = attempt(() => made("return this")()).value;
        if (isThing(answer) && answer !== home) faults.push("leads to another global object");
      }
    }
    if (typeof value === "function" && !own.has(value)) {
      const text = attempt(() => Function.prototype.toString.call(value)).value;
      if (typeof text === "string" && text.indexOf("[native code]") < 0 && !bodies[bodyOf(text)]) faults.push(`shows its source ${JSON.stringify(text.slice(0, 100))}`);
    }
    if (depth > 0)
      for (const key of keysOf(value).slice(0, 40)) {
        const described = attempt(() => Object.getOwnPropertyDescriptor(value, key)).value;
        if (described && "value" in described) faults.push(...faultsIn(described.value, looked, depth - 1).map((fault) => `${String(key)} ${fault}`));
      }
    return faults;
  }

  return { look: mine(look), call: mine(call) };
})(typeof globalThis === "object" ? globalThis : this);
