(function (stage) {
  "use strict";
  // Objects that run code or pages: MSScriptControl.ScriptControl, htmlfile, InternetExplorer.Application, and the
  // `script:` moniker.

  const { com, streams } = stage.parts;
  const MAX_SCRIPTS = 200;

  const isJScript = (language) => /^(jscript|javascript|ecmascript|)(\.\w+)?$/i.test(com.text(language));

  // Runs text, if it is JScript; what it is in any case, is recorded.
  function run(text, language, client) {
    if (isJScript(language)) return stage.evaluate(text, "script");
    stage.effect("dynamic_code", "run_text", com.text(language), { client }, text, "script");
    return undefined;
  }

  // ---- MSScriptControl

  const evaluate = (s, text) => run(com.text(text), s.language, "ScriptControl");

  function callByName(s, name, ...values) {
    const fn = stage.guest[com.text(name)];
    if (!stage.isFunction(fn)) throw com.error(438);
    return stage.call(fn, undefined, ...values);
  }

  const errorClass = com.class({ path: "ScriptControl.Error", properties: { Number: () => 0, Description: () => "", Line: () => 0 }, methods: { Clear: () => undefined } });

  // The functions that were added, as members.
  const codeClass = com.class({
    path: "ScriptControl.CodeObject",
    other: { get: (s, name) => stage.guest[name], set: (s, name, value) => stage.global(name.slice(0, 100), value) },
  });

  com.class({
    progids: ["MSScriptControl.ScriptControl", "ScriptControl"],
    create: (s) => void (s.language = ""),
    properties: {
      AllowUI: { get: () => true, set: () => undefined },
      CodeObject: () => codeClass.make(),
      Error: () => errorClass.make(),
      Language: { get: (s) => s.language, set: (s, value) => (s.language = com.text(value)) },
      Timeout: { get: () => 10_000, set: () => undefined },
      UseSafeSubset: { get: () => false, set: () => undefined },
    },
    methods: {
      AddCode: (s, text) => void evaluate(s, text),
      AddObject: (s, name, object) => stage.global(com.text(name).slice(0, 100), object),
      Eval: evaluate,
      ExecuteStatement: (s, text) => void evaluate(s, text),
      Reset: () => undefined,
      Run: callByName,
    },
  });

  // ---- pages: what is written to one is looked at for scripts

  function runScripts(html) {
    const scripts = Array.from(html.matchAll(/<script\b([^>]*)>([^]*?)(?:<\/script|$)/gi)).slice(0, MAX_SCRIPTS);
    for (const [, attributes, text] of scripts) {
      const language = /\b(?:language|type)\s*=\s*["']?(?:text\/)?([\w.]+)/i.exec(attributes)?.[1] ?? "";
      const address = /\bsrc\s*=\s*["']?([^\s"'>]+)/i.exec(attributes)?.[1];
      if (address !== undefined) runRemote(address, "htmlfile");
      else run(text, language, "htmlfile");
    }
  }

  function runRemote(url, client) {
    const answer = stage.http({ client, method: "GET", url });
    const body = stage.text.utf8Decode(answer.body);
    if (answer.error === "" && body !== "") stage.effect("dynamic_code", "run_text", url, { client }, body, "script");
  }

  const clipboardClass = com.class({
    path: "htmlfile.clipboardData",
    methods: {
      clearData: () => true,
      getData(s, kind) {
        stage.effect("clipboard", "read", com.text(kind), { client: "htmlfile" });
        return "";
      },
      setData(s, kind, text) {
        stage.effect("clipboard", "write", com.text(kind), { client: "htmlfile" }, com.text(text));
        return true;
      },
    },
  });

  const holder = { get: (s, name) => s.own?.get(name), set: (s, name, value) => void ((s.own ??= new Map()).size < MAX_SCRIPTS && s.own.set(name, value)) };
  const later = (s, what, ms = 0) => stage.later(Number(ms) || 0, () => (stage.isFunction(what) ? stage.call(what, undefined) : stage.evaluate(com.text(what), "timer")));

  const windowClass = com.class({
    path: "htmlfile.parentWindow",
    properties: {
      clipboardData: () => clipboardClass.make(),
      document: (s) => s.document,
      location: { get: () => "about:blank", set: (s, url) => void runRemote(com.text(url), "htmlfile") },
      navigator: () => navigatorClass.make(),
      screen: () => screenClass.make(),
      window: (s) => s.self,
    },
    methods: {
      alert: (s, text) => stage.print("log", com.text(text)),
      close: () => undefined,
      eval: (s, text) => stage.evaluate(com.text(text), "script"),
      execScript: (s, text, language = "JScript") => run(com.text(text), language, "htmlfile"),
      setInterval: later,
      setTimeout: later,
    },
    other: {
      get: (s, name) => holder.get(s, name) ?? (WINDOW_BUILTINS.has(name) ? stage.builtins[name] ?? stage.guest[name] : undefined),
      set: holder.set,
    },
  });
  const WINDOW_BUILTINS = new Set(["JSON", "Array", "Object", "String", "Date", "Math", "Function", "parseInt", "unescape", "escape"]);

  const navigatorClass = com.class({
    path: "htmlfile.navigator",
    properties: { appName: () => "Microsoft Internet Explorer", appVersion: () => "4.0 (compatible; MSIE 7.0; Windows NT 10.0)", platform: () => "Win32", userAgent: () => "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0)", userLanguage: () => stage.profile.locale },
  });
  const screenClass = com.class({ path: "htmlfile.screen", properties: { width: () => stage.profile.screen_width, height: () => stage.profile.screen_height, colorDepth: () => stage.profile.color_depth } });

  const elementClass = com.class({
    path: "htmlfile.element",
    properties: {
      innerHTML: { get: (s) => s.html ?? "", set: (s, value) => (s.html = com.text(value)) },
      innerText: { get: (s) => (s.html ?? "").replace(/<[^>]*>/g, ""), set: (s, value) => (s.html = com.text(value)) },
      text: { get: (s) => s.html ?? "", set: (s, value) => (s.html = com.text(value)) },
    },
    methods: {
      appendChild(s, child) {
        const state = com.state(child);
        if (/^script$/i.test(state?.tag ?? "")) run(state.html ?? "", state.own?.get("language") ?? "", "htmlfile");
        return child;
      },
      getAttribute: (s, name) => holder.get(s, com.text(name)) ?? null,
      setAttribute: (s, name, value) => holder.set(s, com.text(name), value),
    },
    other: holder,
  });

  function write(s, ...parts) {
    const html = parts.map(com.text).join("");
    stage.effect("dom_injection", "write", "htmlfile", {}, html, "script");
    runScripts(html);
  }

  const documentClass = com.class({
    progids: ["htmlfile", "{25336920-03F9-11CF-8FD0-00AA00686F13}"],
    properties: {
      body: (s) => (s.body ??= elementClass.make({ tag: "body" })),
      documentElement: (s) => (s.root ??= elementClass.make({ tag: "html" })),
      parentWindow: (s) => (s.window ??= windowClass.make({ document: s.self })),
      Script: (s) => (s.window ??= windowClass.make({ document: s.self })),
      readyState: () => "complete",
    },
    methods: {
      close: () => undefined,
      createElement: (s, tag) => elementClass.make({ tag: com.text(tag) }),
      getElementById: () => null,
      getElementsByTagName: (s, name) => (/^head|body$/i.test(com.text(name)) ? [elementClass.make({ tag: com.text(name) })] : []),
      open: () => undefined,
      write,
      writeln: write,
    },
    other: holder,
  });

  // ---- a browser that is steered

  const setting = (name, value) => ({ get: (s) => s[name] ?? value, set: (s, given) => (s[name] = given) });

  function navigate(s, url, flags, target, data, headers) {
    streams.flush();
    s.url = com.text(url);
    if (/^(javascript|vbscript):/i.test(s.url)) return void run(s.url.replace(/^\w+:/, ""), s.url.split(":")[0], "InternetExplorer");
    stage.http({ client: "InternetExplorer.Application", method: data === undefined ? "GET" : "POST", url: s.url, body: stage.parts.arrays.bytesOf(data), headers: headers === undefined ? {} : { headers: com.text(headers) } });
  }

  com.class({
    progids: ["InternetExplorer.Application", "InternetExplorer.ApplicationMedium", "Shell.Explorer", "{C08AFD90-F2A1-11D1-8455-00A0C91F3880}"],
    path: "InternetExplorer.Application",
    create: (s) => void (s.url = ""),
    properties: {
      Application: (s) => s.self,
      Busy: () => false,
      Document: (s) => (s.page ??= documentClass.make()),
      FullName: () => "C:\\Program Files\\Internet Explorer\\iexplore.exe",
      Height: setting("height", 600), Width: setting("width", 800), Left: setting("left", 0), Top: setting("top", 0),
      LocationName: () => "",
      LocationURL: (s) => s.url,
      MenuBar: setting("menu", true), Silent: setting("silent", false), StatusBar: setting("status", true), ToolBar: setting("tools", 1), Visible: setting("visible", false),
      ReadyState: () => 4,
    },
    methods: { GoBack: () => undefined, Navigate: navigate, Navigate2: navigate, Quit: () => undefined, Refresh: () => undefined, Stop: () => undefined },
  });

  // ---- script:URL, as regsvr32 and rundll32 use it too

  stage.parts.monikers.add(/^(script|scriptlet):/i, (path) => {
    runRemote(path.replace(/^\w+:/, ""), "GetObject");
    throw com.error(0x800401e4, "Invalid syntax");
  });
})
