(function (stage) {
  "use strict";
  // Programs that run others, or code: shells, PowerShell, script hosts, interpreters. A shell's line is run
  // in turn; of a script in another language it is noted what it is, and what it says of addresses and paths.

  const {
    programs,
    said,
    runNested,
    afterFirst,
    unquoted,
    plainWords,
    urlsIn,
    download,
    noteCode,
    persist,
    MAX_DEPTH,
    MAX_LINE,
  } = stage.parts.shell;

  // ---- shells

  function runCmd({ raw, context, input }) {
    const found = /\s[/-][ckr]\s*(.*)$/is.exec(raw);
    if (found === null) return input === "" ? said("") : runNested(input, context, "cmd");
    const line = found[1].trim();
    return runNested(/^".*"$/s.test(line) ? line.slice(1, -1) : line, context, "cmd", input);
  }

  function runSh({ words, context, input }) {
    const at = words.findIndex((word, index) => index > 0 && /^-\w*c$/.test(word));
    if (at > 0) return runNested(words[at + 1] ?? "", context, "sh", input);
    const file = plainWords(words)[0];
    if (file !== undefined) return runFile(file, "sh", context);
    if (input === "") return said("");
    noteCode(input, "sh", context);
    return runScript(input, context);
  }

  // A page instead of a script is an error of syntax in its first line.
  function runScript(text, context) {
    if (/^\s*</.test(text)) return said("sh: 1: Syntax error: newline unexpected\n", 2);
    return runNested(text, context, "sh");
  }

  const START =
    /^(?:start|nohup|sudo|nice|setsid|exec|call|time|env)(?:\.exe)?\s+(?:"[^"]*"\s+(?=\S))?(?:(?:\/(?:b|min|max|wait|low|high|i|d)|-\w+|\w+=\S*)\s+)*/i;

  // Programs that only start what follows their own name and options.
  function runStarter({ raw, context, input }) {
    const rest = raw.replace(/^@/, "").replace(START, "");
    const url = urlsIn(rest)[0];
    if (url !== undefined && unquoted(rest) === url) download(url, undefined, "browser", context);
    return runNested(rest, context, context.dialect, input);
  }

  const IF =
    /^@?if\s+(?:\/i\s+)?(not\s+)?(?:exist\s+("[^"]*"|\S+)|(?:defined|errorlevel)\s+\S+|"?[^"\s=]*"?\s*==\s*"?[^"\s]*"?)\s+/i;

  function runIf({ raw, context, input }) {
    const found = IF.exec(raw);
    if (found === null) return said("");
    const [condition, isNot, path] = found;
    if (path !== undefined && (stage.files.kindOf(unquoted(path)) === "") === (isNot === undefined)) {
      return said("");
    }
    return runNested(raw.slice(condition.length).replace(/^\(|\)$/g, ""), context, "cmd", input);
  }

  // The body is run once, with its variable as it is.
  function runFor({ raw, context }) {
    const body = /\bdo\s+(.*)$/is.exec(raw)?.[1];
    return body === undefined ? said("") : runNested(body.replace(/^@?\(|\)$/g, ""), context, "cmd");
  }

  // ---- script hosts and interpreters

  function runFile(path, interpreter, context) {
    const normal = stage.files.normalise(path);
    const bytes = stage.files.writtenBytes(normal);
    const details = { client: context.client, interpreter, via: context.line };
    stage.effect("dynamic_code", "run_file", normal, details, bytes, "script");
    if (bytes === undefined || bytes.length > MAX_LINE) return said("");
    const text = stage.text.utf8Decode(bytes);
    if (interpreter === "sh") return runScript(text, context);
    scan(text, interpreter, context);
    return said("");
  }

  function runScriptHost({ words, name, context }) {
    const file = words.slice(1).find((word) => !word.startsWith("/"));
    return file === undefined ? said("") : runFile(file, name, context);
  }

  const VERSIONS = {
    node: () => stage.profile.node_version,
    python: () => "Python 3.10.12",
    python3: () => "Python 3.10.12",
    perl: () => "This is perl 5, version 34, subversion 0 (v5.34.0)",
    php: () => "PHP 8.1.2 (cli)",
    ruby: () => "ruby 3.0.2p107",
  };

  function runInterpreter({ words, name, context, input }) {
    const at = words.findIndex((word, index) => index > 0 && /^(-e|-c|-r|-p|-pe|--eval|--print)$/.test(word));
    const code = at > 0 ? (words[at + 1] ?? "") : input;
    if (/^(-v|--version|-V)$/.test(words[1] ?? "")) return said(VERSIONS[name]() + "\n");
    const file = at > 0 ? undefined : words.slice(1).find((word) => !word.startsWith("-"));
    if (file !== undefined) return runFile(file, name, context);
    if (code === "") return said("");
    noteCode(code, name, context);
    scan(code, name, context);
    return said("");
  }

  // ---- PowerShell

  const SWITCH =
    /^[-/](?:(?:ep|ex\w*|w|win\w*|ver\w*|in\w*|out\w*)\s+("[^"]*"|\S+)|noni\w*|nop\w*|nol\w*|noe\w*|sta|mta)\s*/i;

  function runPowerShell({ raw, words, context, input }) {
    const at = words.findIndex((word, index) => index > 0 && /^[-/\u2013]e(c|n|nc|nco\w*)?$/i.test(word));
    if (at > 0) {
      const text = stage.text.utf16Decode(stage.text.base64Decode(words[at + 1] ?? ""));
      noteCode(text, "powershell", context, "decode", "decoded");
      return runScript(text, context);
    }
    let rest = afterFirst(raw);
    while (SWITCH.test(rest)) rest = rest.replace(SWITCH, "");
    const file = /^[-/]f(?:i|il|ile)?\s+("[^"]*"|\S+)/i.exec(rest);
    if (file !== null) return runFile(unquoted(file[1]), "powershell", context);
    const script = unquoted(rest.replace(/^[-/]c\w*\s+/i, ""));
    return runScript(script === "" || script === "-" ? input : script, context);
  }

  function runScript(text, context) {
    const script = text.replace(/`(?=\S)/g, "");
    scan(script, "powershell", context);
    const variable = /^\s*(?:echo\s+|write-output\s+|write-host\s+)?\$env:(\w+)\s*$/i.exec(script)?.[1];
    return said(variable === undefined ? "" : (stage.environment.get(variable) ?? "") + "\r\n");
  }

  // ---- what a script says of the network, of what it leaves behind, and of code inside it

  const DOWNLOAD = /downloadfile(?:async)?\s*\(\s*["']([^"']+)["']\s*,\s*["']?([^"')]+)/gi;
  const TARGET = /(?:-outfile|-o|-destination)\s+["']?([^"'\s;]+)/i;
  const PACKED = /(?:frombase64string|b64decode|atob)\s*\(\s*["']([A-Za-z0-9+/=\s]{16,})["']/gi;
  const LINE = /^\s*["'&(]*\s*((?:reg(?:\.exe)?\s+add|schtasks(?:\.exe)?\s+\/create|sc\.exe\s+create)\b.*)$/i;
  const MAX_STATEMENTS = 500;
  const MAX_STATEMENT = 4000; // characters

  function scan(script, interpreter, context) {
    const text = script.slice(0, MAX_LINE).replace(/(["'])\s*\+\s*\1/g, "");
    scanAddresses(text, interpreter, context);
    for (const [, packed] of text.matchAll(PACKED)) scanPacked(packed, interpreter, context);
    for (const statement of text.split(/[;\r\n]+/, MAX_STATEMENTS)) {
      scanStatement(statement.slice(0, MAX_STATEMENT), interpreter, context);
    }
  }

  function scanStatement(statement, interpreter, context) {
    const line = LINE.exec(statement)?.[1];
    if (line !== undefined) runNested(line, context, "cmd");
    const value = (name) => argumentOf(statement, name);
    if (/\b(?:new|set)-itemproperty\b/i.test(statement)) {
      const key = /\b(hk(?:cu|lm):\\[^"']+?)(?=["'\s]|$)/i.exec(statement)?.[1].replace(":", "");
      if (key !== undefined) {
        stage.registry.write(key, value("name") ?? "", value("value") ?? "", "REG_SZ", {
          client: interpreter,
        });
      }
    }
    if (/\bregister-scheduledtask\b/i.test(statement)) {
      persist("create", value("taskname") ?? "", "scheduled task", context, statement);
    }
  }

  function argumentOf(statement, name) {
    const found = new RegExp("-" + name + "\\s+(?:\"([^\"]*)\"|'([^']*)'|(\\S+))", "i").exec(statement);
    return found === null ? undefined : (found[1] ?? found[2] ?? found[3]);
  }

  function scanAddresses(text, interpreter, context) {
    const asked = new Set();
    for (const [, url, path] of text.matchAll(DOWNLOAD)) {
      download(url, path, interpreter, context);
      asked.add(url);
    }
    const target = asked.size === 0 ? TARGET.exec(text)?.[1] : undefined;
    for (const url of urlsIn(text)) if (!asked.has(url)) download(url, target, interpreter, context);
  }

  function scanPacked(packed, interpreter, context) {
    const bytes = stage.text.base64Decode(packed);
    const isWide = bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0;
    const inner = isWide ? stage.text.utf16Decode(bytes) : stage.text.utf8Decode(bytes);
    noteCode(inner, interpreter, context, "decode", "decoded");
    if (context.depth < MAX_DEPTH) scan(inner, interpreter, { ...context, depth: context.depth + 1 });
  }

  Object.assign(programs.both, {
    cmd: runCmd,
    powershell: runPowerShell,
    pwsh: runPowerShell,
    bash: runSh,
    sh: runSh,
    zsh: runSh,
    dash: runSh,
    ash: runSh,
    node: runInterpreter,
    python: runInterpreter,
    python3: runInterpreter,
    perl: runInterpreter,
    php: runInterpreter,
    ruby: runInterpreter,
    start: runStarter,
    nohup: runStarter,
    sudo: runStarter,
    nice: runStarter,
    setsid: runStarter,
    exec: runStarter,
    call: runStarter,
  });
  Object.assign(programs.windows, { wscript: runScriptHost, cscript: runScriptHost, if: runIf, for: runFor });
  programs.linux.time = runStarter;
});
