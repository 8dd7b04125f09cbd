(function (stage) {
  "use strict";
  // Commands that a sample would run: `stage.commands.run`.
  //
  // Theory of operation. The line is recorded as it is. Then it is taken apart as the shell would, and each
  // simple command in it is looked up by its name: what it would do to files, registry and network is done
  // to the made-up ones, which record it, and what it would print is made from the profile. Shells inside
  // shells, and scripts that are given in base64, are taken apart in turn. Nobody needs this to be a shell:
  // what is not understood is recorded, says nothing, and succeeds.

  const MAX_LINE = 65_536; // characters that are taken apart
  const MAX_DEPTH = 5; // shells inside shells
  const MAX_STEPS = 64; // simple commands of one line
  const MAX_ANALYSED = 2000; // lines of a run; later ones are only recorded
  const MAX_OUTPUT = 1 << 20; // characters

  let analysed = 0;
  let lastPid = 0;

  stage.onStart(() => {
    analysed = 0;
    lastPid = 4100;
  });

  const isWindows = () => stage.profile.platform === "windows";
  const said = (stdout, code = 0, stderr = "") => ({ stdout, stderr, code });

  // ---- taking lines apart

  const OPERATORS = { cmd: /^(&&|\|\||&|\||\r?\n)/, sh: /^(&&|\|\||;|&(?!>)|\||\r?\n)/, none: /^(?!)/ };

  // Returns simple commands: {words, raw, writes: [{path, append}], piped: into the next one}.
  function takeApart(line, dialect) {
    const commands = [];
    let current = newCommand();
    let at = 0;
    let start = 0;
    const finish = (end, piped) => {
      endWord(current);
      current.raw = line.slice(start, end).trim();
      current.piped = piped;
      if (current.words.length > 0 || current.writes.length > 0) commands.push(current);
      current = newCommand();
    };
    while (at < line.length && commands.length < MAX_STEPS) {
      const rest = line.slice(at, at + 3);
      const operator = OPERATORS[dialect].exec(rest)?.[0];
      if (operator !== undefined) {
        finish(at, operator === "|");
        start = at += operator.length;
      } else {
        at = takePiece(line, at, dialect, current);
      }
    }
    finish(line.length, false);
    return commands;
  }

  const newCommand = () => ({ words: [], raw: "", writes: [], piped: false, word: undefined, target: undefined });

  function endWord(command) {
    if (command.word === undefined) return;
    if (command.target === undefined) command.words.push(command.word);
    else {
      command.target.path = command.word;
      if (!/^(nul|\/dev\/null|&\d)$/i.test(command.word)) command.writes.push(command.target);
    }
    command.word = command.target = undefined;
  }

  function takePiece(line, at, dialect, command) {
    const character = line[at];
    const add = (text) => (command.word = (command.word ?? "") + text);
    if (/\s/.test(character)) return endWord(command), at + 1;
    if (character === '"' || (character === "'" && dialect === "sh")) return takeQuoted(line, at, dialect, add);
    if (character === "^" && dialect === "cmd") return add(line[at + 1] ?? ""), at + 2;
    if (character === "\\" && dialect === "sh") return add(line[at + 1] ?? ""), at + 2;
    if (/[()]/.test(character) && (dialect === "sh" || (dialect === "cmd" && command.word === undefined))) {
      return endWord(command), at + 1;
    }
    if (character === ">" && dialect !== "none") return takeRedirection(line, at, command);
    return add(character), at + 1;
  }

  function takeQuoted(line, at, dialect, add) {
    const quote = line[at];
    let end = at + 1;
    let text = "";
    while (end < line.length && line[end] !== quote) {
      if (line[end] === "\\" && quote === '"' && (dialect === "sh" || line[end + 1] === '"')) end++;
      text += line[end++] ?? "";
    }
    add(text);
    return end + 1;
  }

  function takeRedirection(line, at, command) {
    const isError = command.word === "2"; // of standard error, which nobody cares for
    if (/^[12&]$/.test(command.word ?? "")) command.word = undefined;
    endWord(command);
    const append = line[at + 1] === ">";
    command.target = { path: "", append, isError };
    return at + (append ? 2 : 1);
  }

  function expanded(line, context) {
    if (context.dialect === "cmd") return stage.environment.expand(line);
    if (context.dialect !== "sh") return line;
    const substituted = line.replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_, a, b) =>
      nested(a ?? b, context, "sh").stdout.trimEnd());
    return substituted.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, a, b) => stage.environment.get(a ?? b) ?? whole)
      .replace(/(^|[\s=:])~(?=\/|\s|$)/g, "$1" + stage.profile.home);
  }

  const programName = (word) => word.replace(/^.*[\\/]/s, "").toLowerCase().replace(/\.(exe|com)$/, "");

  // ---- running what was taken apart

  // context: {client, line: the whole line for `via`, depth, dialect, steps}
  function runLine(line, context, input = "") {
    const whole = expanded(line.slice(0, MAX_LINE), context);
    let result = said("");
    let output = "";
    let fed = input;
    for (const command of takeApart(whole, context.dialect)) {
      if (context.steps.left-- <= 0) break;
      result = runCommand(command, context, fed);
      fed = "";
      if (command.piped) fed = result.stdout;
      else if (command.writes.length === 0) output += result.stdout;
      for (const target of command.writes) {
        if (!target.isError) writeOutput(target, result.stdout, context);
      }
    }
    return { ...result, stdout: output.slice(0, MAX_OUTPUT) };
  }

  function writeOutput({ path, append }, text, context) {
    stage.files.write(path, text, { append, client: context.client });
  }

  function runCommand(command, context, input) {
    if (context.dialect === "cmd") command.words = command.words.map(expandDelayed);
    const words = command.words.filter((word, index) => index > 0 || word !== "");
    if (words.length === 0) return said("");
    words[0] = words[0].replace(/^@/, "");
    while (context.dialect === "sh" && /^\w+=/.test(words[0])) words.shift();
    if (words.length === 0) return said("");
    const name = programName(words[0]);
    const own = isWindows() ? WINDOWS_COMMANDS : POSIX_COMMANDS;
    const handler = Object.hasOwn(own, name) ? own[name] : Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (handler === undefined) return said("");
    return handler({ words, raw: command.raw, name, input, context, rest: () => afterWords(command.raw, 1) });
  }

  const expandDelayed = (word) =>
    word.replace(/!([^!\s]+)!/g, (whole, name) => stage.environment.get(name) ?? whole);

  // What stands after so many words, as it was written.
  function afterWords(raw, count) {
    let text = raw;
    for (let left = count; left > 0; left--) text = text.replace(/^\s*(?:"[^"]*"|'[^']*'|\S)(?:"[^"]*"|[^\s"])*\s*/, "");
    return text;
  }

  function unquoted(text) {
    return text.trim().replace(/^"(.*)"$/s, "$1").replace(/^'(.*)'$/s, "$1");
  }

  function nested(line, context, dialect, input) {
    if (context.depth >= MAX_DEPTH) return said("");
    return runLine(line, { ...context, depth: context.depth + 1, dialect }, input);
  }

  // ---- shells and interpreters

  function runCmd({ raw, context, input }) {
    const found = /\s[/-][ckr]\s*(.*)$/is.exec(raw);
    if (found === null) return said("");
    const line = found[1].trim();
    return nested(/^".*"$/s.test(line) ? line.slice(1, -1) : line, context, "cmd", input);
  }

  function runSh({ words, context, input }) {
    const at = words.findIndex((word, index) => index > 0 && /^-\w*c$/.test(word));
    if (at > 0) return nested(words[at + 1] ?? "", context, "sh", input);
    const file = words.slice(1).find((word) => !word.startsWith("-"));
    if (file !== undefined) noteScript(file, "sh", context);
    else if (input !== "") noteCode(input, "sh", context);
    return said("");
  }

  // A script in a file: what is in it, if the sample has put something there.
  function noteScript(path, interpreter, context) {
    const normal = stage.files.normalise(path);
    const details = { client: context.client, interpreter, via: context.line.slice(0, 2000) };
    stage.effect("dynamic_code", "run_file", normal, details);
  }

  function noteCode(text, interpreter, context, operation = "run_text", artifact = "script") {
    const details = { client: context.client, interpreter, via: context.line.slice(0, 2000) };
    stage.effect("dynamic_code", operation, interpreter, details, text.slice(0, MAX_LINE), artifact);
  }

  function runInterpreter({ words, name, context, input }) {
    const at = words.findIndex((word, index) => index > 0 && /^(-e|-c|-r|-p|-pe|--eval|--print)$/.test(word));
    if (at > 0) {
      noteCode(words[at + 1] ?? "", name, context);
      scanScript(words[at + 1] ?? "", name, context);
      return said("");
    }
    const option = words[1] ?? "";
    if (/^(-v|--version|-V)$/.test(option)) return said((VERSIONS[name]?.() ?? "") + "\n");
    const file = words.slice(1).find((word) => !/^[-/]/.test(word) || word.startsWith("/"));
    if (file !== undefined) noteScript(file, name, context);
    else if (input !== "") noteCode(input, name, context);
    return said("");
  }

  const VERSIONS = {
    node: () => stage.profile.node_version,
    python: () => "Python 3.10.12",
    python3: () => "Python 3.10.12",
    perl: () => "This is perl 5, version 34, subversion 0 (v5.34.0)",
    php: () => "PHP 8.1.2 (cli)",
  };

  function runScriptHost({ words, name, context }) {
    const file = words.slice(1).find((word) => !word.startsWith("/"));
    if (file !== undefined) noteScript(file, name, context);
    return said("");
  }

  function runPowerShell({ raw, words, context }) {
    const encoded = words.findIndex((word, index) => index > 0 && /^[-/–]e(c|n|nc|nco\w*)?$/i.test(word));
    if (encoded > 0) {
      const text = stage.text.utf16Decode(stage.text.base64Decode(words[encoded + 1] ?? ""));
      noteCode(text, "powershell", context, "decode", "decoded");
      return runScript(text, context);
    }
    const file = /\s[-/]f(?:ile)?\s+("[^"]*"|\S+)/i.exec(raw);
    if (file !== null) return noteScript(unquoted(file[1]), "powershell", context), said("");
    const found = /\s[-/]c(?:ommand|omm?a?n?d?)?\s+(.*)$/is.exec(raw);
    const script = found?.[1] ?? afterWords(raw, 1).replace(/^(?:[-/](?:ep|ex\w*|w\w*|win\w*|v\w*|noni\w*|nop\w*|nol\w*|sta|mta)(?:\s+(?:bypass|unrestricted|remotesigned|hidden|minimized|normal|1|2\.0))?\s*)*/i, "");
    return script === "" ? said("") : runScript(unquoted(script), context);
  }

  function runScript(text, context) {
    const script = text.replace(/`(?=\S)/g, "");
    scanScript(script, "powershell", context);
    const shown = /^\s*(?:echo|write-output|write-host)?\s*\$env:(\w+)\s*$/i.exec(script);
    return said(shown === null ? "" : (stage.environment.get(shown[1]) ?? "") + "\r\n");
  }

  // What a script that nothing here can run says of the network, of files, and of code inside it.
  function scanScript(script, interpreter, context) {
    const text = script.slice(0, MAX_LINE).replace(/(["'])\s*\+\s*\1/g, "");
    const saved = new Set();
    for (const [, url, path] of text.matchAll(/downloadfile(?:async)?\s*\(\s*["']([^"']+)["']\s*,\s*["']?([^"')]+)/gi)) {
      download(url, path, interpreter, context);
      saved.add(url);
    }
    const target = /(?:-outfile|-o|-destination)\s+["']?([^"'\s;]+)/i.exec(text)?.[1];
    for (const url of urlsIn(text)) {
      if (saved.has(url)) continue;
      download(url, saved.size === 0 ? target : undefined, interpreter, context);
      saved.add(url);
    }
    for (const [, packed] of text.matchAll(/frombase64string\s*\(\s*["']([A-Za-z0-9+/=\s]{16,})["']/gi)) {
      const bytes = stage.text.base64Decode(packed);
      const isWide = bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0;
      const inner = isWide ? stage.text.utf16Decode(bytes) : stage.text.utf8Decode(bytes);
      noteCode(inner, interpreter, context, "decode", "decoded");
      if (context.depth < MAX_DEPTH) scanScript(inner, interpreter, { ...context, depth: context.depth + 1 });
    }
    for (const [line] of text.matchAll(/\b(?:reg(?:\.exe)?\s+add|schtasks(?:\.exe)?\s+\/create|sc(?:\.exe)?\s+create)\b[^;\r\n]*/gi)) {
      nested(line, context, "cmd");
    }
    const property = /(?:new|set)-itemproperty\b[^;]*?["']?(hk(?:cu|lm):\\[^"'\s;]+)["']?[^;]*?-name\s+["']?([^"'\s;]+)["']?[^;]*?-value\s+(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(text);
    if (property !== null) stage.registry.write(property[1].replace(":", ""), property[2], property[3] ?? property[4] ?? property[5], "REG_SZ", { client: interpreter });
    if (/register-scheduledtask\b/i.test(text)) persist("create", /-taskname\s+["']?([^"';]+)/i.exec(text)?.[1] ?? "", "scheduled task", context, text);
  }

  // ---- the network

  const URL_PATTERN = /\b(?:https?|ftp):\/\/[^\s"'`<>|^)};,]+/gi;

  const urlsIn = (text) => Array.from(new Set(text.match(URL_PATTERN) ?? [])).slice(0, 16);

  // Asks for it, as the command would, and saves what comes if there is a path.
  function download(url, path, client, context, request = {}) {
    const answer = stage.http({ client, method: "GET", url, ...request, details: { via: context.line.slice(0, 2000) } });
    if (path !== undefined && answer.error === "") stage.files.write(path, answer.body, { client });
    return answer;
  }

  function lastPartOf(url) {
    return /[^/]*$/.exec(url.replace(/[?#].*$/s, "").replace(/^\w+:\/\/[^/]*/, ""))[0] || "index.html";
  }

  function optionValue(words, pattern) {
    const at = words.findIndex((word) => pattern.test(word));
    return at < 0 ? undefined : words[at + 1];
  }

  function runCurl({ words, raw, name, context }) {
    const out = name === "wget"
      ? (/\s-\w*O\s*(-)(?=\s|$)/.exec(raw)?.[1] ?? optionValue(words, /^-\w*O$|^--output-document$/))
      : optionValue(words, /^-\w*o$|^--output$/);
    const data = optionValue(words, /^(-d|--data(-\w+)?|-F|--form|--post-data|--post-file|-T|--upload-file)$/);
    const headers = Object.fromEntries(words.flatMap((word, index) => (/^(-H|--header)$/.test(words[index - 1]) ? [word.split(/:\s*/s, 2)] : [])));
    const method = optionValue(words, /^(-X|--request)$/) ?? (data === undefined ? "GET" : "POST");
    const urls = urlsIn(raw);
    if (urls.length === 0) {
      const bare = words.slice(1).find((word) => /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(word));
      if (bare !== undefined) urls.push("http://" + bare);
    }
    const isSaving = name === "wget" || words.some((word) => /^-[a-zA-Z]*O$|^--remote-name$/.test(word));
    let text = "";
    for (const url of urls) {
      const path = out === "-" ? undefined : (out ?? (isSaving ? lastPartOf(url) : undefined));
      const answer = download(url, path, name, context, { method, headers, body: data });
      if (answer.error !== "") return said("", name === "wget" ? 4 : 7, name + ": could not connect\n");
      if (path === undefined) text += stage.text.utf8Decode(answer.body);
    }
    return said(text);
  }

  function runFetcher({ words, raw, name, context }) {
    const url = urlsIn(raw)[0];
    if (url === undefined) return name === "certutil" ? runCertutil(words, context) : said("");
    const after = words.slice(words.findIndex((word) => word.includes(url)) + 1).find((word) => !/^[-/]/.test(word));
    const isSaving = name === "certutil" || name === "bitsadmin" || name === "start-bitstransfer";
    const answer = download(url, isSaving ? (after ?? lastPartOf(url)) : undefined, name, context);
    if (answer.error !== "") return said("", 1);
    return said(name === "certutil" ? "****  Online  ****\r\nCertUtil: -URLCache command completed successfully.\r\n" : "");
  }

  function runCertutil(words, context) {
    const decode = words.some((word) => /^[-/]decode(hex)?$/i.test(word));
    const [from, to] = words.slice(1).filter((word) => !/^[-/]/.test(word));
    if (!decode || to === undefined) return said("");
    const source = stage.files.read(from, { client: "certutil" });
    if (source.error !== "") return said("DecodeFile returned The system cannot find the file specified.\r\n", 2);
    const text = stage.text.latin1(source.bytes).replace(/-----[^-]*-----/g, "");
    const isHex = words.some((word) => /^[-/]decodehex$/i.test(word));
    const bytes = isHex ? stage.text.fromHex(text.replace(/\s/g, "")) : stage.text.base64Decode(text);
    stage.files.write(to, bytes, { client: context.client });
    return said("CertUtil: -decode command completed successfully.\r\n");
  }

  // ---- what comes back after a restart

  function persist(operation, target, mechanism, context, action) {
    stage.effect("persistence", operation, target, { mechanism, client: context.client, action: action.slice(0, 4000) });
  }

  function optionAfter(raw, name) {
    const found = new RegExp("\\s[/-]" + name + "[\\s:]+(?:\"((?:\\\\\"|[^\"])*)\"|(\\S+))", "i").exec(raw);
    return found === null ? undefined : (found[1] ?? found[2]);
  }

  function runReg({ words, raw, context }) {
    const key = words[2] ?? "";
    const name = /\s\/ve\b/i.test(raw) ? "" : optionAfter(raw, "v");
    const verb = (words[1] ?? "").toLowerCase();
    if (verb === "add" && name === undefined) stage.registry.createKey(key, { client: "reg" });
    else if (verb === "add") {
      const type = (optionAfter(raw, "t") ?? "REG_SZ").toUpperCase();
      const data = optionAfter(raw, "d") ?? "";
      stage.registry.write(key, name, type === "REG_DWORD" ? Number(data) >>> 0 : data, type, { client: "reg" });
    } else if (verb === "delete") stage.registry.remove(key, name, { client: "reg" });
    else if (verb === "query") return queryRegistry(key, name);
    else if (/^(import|save|export|load)$/.test(verb)) stage.files.note("registry " + verb, words[words.length - 1], { client: context.client });
    return said("The operation completed successfully.\r\n");
  }

  function queryRegistry(key, name) {
    const path = stage.registry.normalise(key);
    const got = name === undefined ? stage.registry.values(key, { client: "reg" }) : stage.registry.read(key, name, { client: "reg" });
    if (got.error !== "") return said("", 1, "ERROR: The system was unable to find the specified registry key or value.\r\n");
    const values = got.values ?? [{ name, type: got.type, value: got.value }];
    const shown = (value) => (typeof value === "number" ? "0x" + value.toString(16) : String(value));
    return said("\r\n" + path + "\r\n" + values.map((one) => "    " + (one.name || "(Default)") + "    " + one.type + "    " + shown(one.value) + "\r\n").join("") + "\r\n");
  }

  function runTasks({ words, raw, context }) {
    const verb = (words[1] ?? "").toLowerCase();
    const name = optionAfter(raw, "tn") ?? "";
    if (verb === "/create") {
      const action = optionAfter(raw, "tr") ?? optionAfter(raw, "xml") ?? raw;
      persist("create", name, "scheduled task", context, action);
      return said('SUCCESS: The scheduled task "' + name + '" has successfully been created.\r\n');
    }
    if (verb === "/run") return said('SUCCESS: Attempted to run the scheduled task "' + name + '".\r\n');
    if (verb === "/delete") return said('SUCCESS: The scheduled task "' + name + '" was successfully deleted.\r\n');
    return said("", verb === "/query" && name !== "" ? 1 : 0, verb === "/query" && name !== "" ? "ERROR: The system cannot find the file specified.\r\n" : "");
  }

  function runServices({ words, raw, context }) {
    const verb = (words[1] ?? "").toLowerCase();
    if (verb === "create") persist("create", words[2] ?? "", "service", context, /binpath=\s*("[^"]*"|\S+)/i.exec(raw)?.[1] ?? raw);
    return said("[SC] " + (verb === "create" ? "CreateService" : "ControlService") + " SUCCESS\r\n");
  }

  function runCrontab({ words, input, context }) {
    if (words[1] === "-l") return said("", 1, "no crontab for " + stage.profile.user + "\n");
    const file = words.slice(1).find((word) => !word.startsWith("-"));
    if (words[1] !== "-r") persist("write", "crontab " + (file ?? "-"), "crontab", context, input || (file ?? ""));
    return said("");
  }

  function runSystemctl({ words, raw, context }) {
    const verb = words.slice(1).find((word) => !word.startsWith("-"));
    if (/^(enable|load|bootstrap)$/.test(verb ?? "")) persist(verb, words[words.length - 1], words[0] === "launchctl" ? "launch agent" : "systemd unit", context, raw);
    return said("");
  }

  function runNet({ words, raw, context }) {
    const [, topic = "", name = ""] = words.map((word) => word.toLowerCase());
    if (/\s\/add\b/i.test(raw) && /^(user|localgroup)$/.test(topic)) persist("create", words[2] ?? "", topic === "user" ? "account" : "group membership", context, raw);
    if (topic === "user" && name === "") return said("\r\nUser accounts for \\\\" + stage.profile.computer + "\r\n\r\nAdministrator            DefaultAccount           Guest\r\n" + stage.profile.user + "\r\nThe command completed successfully.\r\n\r\n");
    if (topic === "view") return said("Server Name            Remark\r\n\r\n\\\\" + stage.profile.domain.slice(0, 8) + "-FS01\r\nThe command completed successfully.\r\n");
    return said("The command completed successfully.\r\n\r\n");
  }

  // ---- files

  const plainWords = (words) => words.slice(1).filter((word) => !(isWindows() ? /^\/\w+(:.*)?$/ : /^-/).test(word));
  const failedTo = (result, text) => (result.error === "" ? said("") : said("", 1, text));

  function runCopy({ words, name, context }) {
    const paths = plainWords(words);
    if (paths.length < 2) return said("", 1);
    const operation = /^(move|mv|ren|rename)$/.test(name) ? "move" : "copy";
    const to = paths[paths.length - 1];
    const isInto = stage.files.kindOf(to) === "directory";
    for (const from of paths.slice(0, -1)) {
      const target = isInto ? stage.files.join(stage.files.normalise(to), stage.files.nameOf(stage.files.normalise(from))) : to;
      stage.files[operation](from, target, { client: context.client });
    }
    return said(isWindows() ? "        1 file(s) " + (operation === "move" ? "moved" : "copied") + ".\r\n" : "");
  }

  function runRemove({ words, raw, name, context }) {
    const recursive = name === "rd" || name === "rmdir" ? /\s\/s/i.test(raw) : /\s-\w*r/i.test(raw);
    let result = said("");
    for (const path of plainWords(words)) {
      const removed = stage.files.remove(path, { client: context.client, recursive });
      result = failedTo(removed, isWindows() ? "Could Not Find " + stage.files.normalise(path) + "\r\n" : "rm: cannot remove '" + path + "': No such file or directory\n");
    }
    return /\s-\w*f/.test(raw) ? said("") : result;
  }

  function runMkdir({ words, raw, context }) {
    for (const path of plainWords(words)) stage.files.mkdir(path, { client: context.client, recursive: isWindows() || /\s-\w*p/.test(raw) });
    return said("");
  }

  function runShow({ words, input, context }) {
    const paths = plainWords(words);
    if (paths.length === 0) return said(input);
    let text = "";
    for (const path of paths) {
      const got = stage.files.read(path, { client: context.client });
      if (got.error !== "") return said(text, 1, isWindows() ? "The system cannot find the file specified.\r\n" : "cat: " + path + ": No such file or directory\n");
      text += stage.text.utf8Decode(got.bytes);
    }
    return said(text);
  }

  function runList({ words, context }) {
    const path = plainWords(words)[0] ?? stage.profile.script_folder;
    const got = stage.files.list(path, { client: context.client });
    if (got.error !== "") return said("", isWindows() ? 1 : 2, isWindows() ? "File Not Found\r\n" : "ls: cannot access '" + path + "': No such file or directory\n");
    if (!isWindows()) return said(got.entries.filter((entry) => entry.name[0] !== ".").map((entry) => entry.name + "\n").join(""));
    const line = (entry) => "12/03/2025  09:14    " + (entry.kind === "directory" ? "<DIR>         " : String(entry.size).padStart(14)) + " " + entry.name + "\r\n";
    return said(" Volume in drive C is Windows\r\n\r\n Directory of " + got.path + "\r\n\r\n" + got.entries.map(line).join("") + "\r\n");
  }

  function runNote(operation) {
    return ({ words, raw, context }) => {
      const isMode = /^([+-]\w+|\d{3,4}|[ugoa]*[+=-][rwxst]+|\w+:\w*)$/;
      for (const path of plainWords(words).filter((word) => !isMode.test(word))) stage.files.note(operation, path, { client: context.client }, { arguments: raw.slice(0, 500) });
      return said("");
    };
  }

  function runEcho({ words, raw, name, context }) {
    if (context.dialect === "cmd" || (isWindows() && name === "echo")) {
      return said(cmdEcho(raw) + "\r\n");
    }
    const isBare = words[1] === "-n";
    const text = words.slice(isBare || words[1] === "-e" ? 2 : 1).join(" ");
    return said(text + (isBare ? "" : "\n"));
  }

  // As it is written, up to a redirection, with the carets taken out.
  function cmdEcho(raw) {
    const text = raw.replace(/^@?echo[.\s:]?/i, "").replace(/\s*\d?>{1,2}\s*("[^"]*"|[^\s"^]+)\s*(\d>&\d)?\s*$/, "");
    return text.replace(/\^(.)/gs, "$1");
  }

  function runSet({ raw, words, context }) {
    const found = /^(?:set|export)\s+(?:\/[ap]\s+)?"?([^=\s]+)=(.*?)"?\s*$/is.exec(raw);
    if (found !== null) stage.environment.set(found[1], context.dialect === "sh" ? unquoted(found[2]) : found[2].replace(/\^(.)/g, "$1"));
    if (found !== null || words.length > 1) return said("");
    return said(Object.entries(stage.profile.environment).map(([name, value]) => name + "=" + value + (isWindows() ? "\r\n" : "\n")).join(""));
  }

  // ---- programs that start others

  const START_OPTIONS = /^(?:start|nohup|sudo|nice|setsid|exec|call|time|forfiles|env|xargs)(?:\.exe)?\s+(?:"[^"]*"\s+(?=\S))?(?:(?:\/(?:b|min|max|wait|low|high|i|d)|-\w+)\s+)*/i;

  function runStart({ raw, context, input }) {
    const rest = raw.replace(/^@/, "").replace(START_OPTIONS, "");
    const url = urlsIn(rest)[0];
    if (url !== undefined && unquoted(rest) === url) download(url, undefined, "browser", context);
    return nested(rest, context, context.dialect === "none" ? "none" : context.dialect, input);
  }

  function runWmic({ raw, context }) {
    const created = /process\s+call\s+create\s+(.*)$/is.exec(raw);
    if (created !== null) {
      const line = unquoted(created[1]);
      stage.effect("process", "wmic", line, { client: "wmic" });
      nested(line, context, "none");
      return said("Method execution successful.\r\nOut Parameters:\r\ninstance of __PARAMETERS\r\n{\r\n\tProcessId = " + nextPid() + ";\r\n\tReturnValue = 0;\r\n};\r\n");
    }
    const asked = /^\S+\s+(?:\/\S+\s+)*(\w+)\b.*?\bget\s+([\w,\s]+)/is.exec(raw);
    if (asked === null) return said("");
    const names = asked[2].trim().split(/[\s,]+/).filter((name) => !/^(value|format)$/i.test(name));
    return said(names.join("  ") + "\r\n" + names.map((name) => wmiValue(asked[1].toLowerCase(), name.toLowerCase())).join("  ") + "\r\n");
  }

  function wmiValue(subject, name) {
    const { profile } = stage;
    const values = {
      caption: subject === "os" ? "Microsoft Windows 10 Pro" : profile.computer, version: profile.os_version, name: profile.computer,
      username: profile.domain + "\\" + profile.user, domain: profile.domain, manufacturer: "LENOVO", model: "20N2CTO1WW", serialnumber: "PF1ZK4QX",
      totalphysicalmemory: String(profile.memory_gb * 1_073_741_824 - 221_184_000), numberofcores: String(profile.cores), numberoflogicalprocessors: String(profile.cores),
      uuid: "4C4C4544-004B-5A10-8034-C3C04F4A3532", displayname: "Windows Defender", processorid: "BFEBFBFF000806EC", size: String(profile.drives[0].size_gb * 1e9),
    };
    return values[name] ?? "";
  }

  function nextPid() {
    lastPid += 4 * (1 + Math.floor(stage.chance() * 60));
    return lastPid;
  }

  // ---- what common programs print

  const line = (make) => () => said(make(stage.profile) + (isWindows() ? "\r\n" : "\n"));
  const two = (number) => String(number).padStart(2, "0");
  const now = () => new Date(stage.clock.now());

  function tasks() {
    return stage.profile.processes.map((process, index) => ({
      name: typeof process === "string" ? process : String(process?.name), pid: index === 0 ? 4 : 88 + index * 172, memory: 2_000 + ((index * 7919) % 180_000),
    }));
  }

  function printTasks({ raw }) {
    const wanted = /imagename\s+eq\s+([^"\s]+)/i.exec(raw)?.[1].toLowerCase();
    const shown = tasks().filter((task) => wanted === undefined || task.name.toLowerCase() === wanted);
    if (shown.length === 0) return said("INFO: No tasks are running which match the specified criteria.\r\n");
    if (/\/fo\s+csv/i.test(raw)) return said(shown.map((task) => '"' + task.name + '","' + task.pid + '","Console","1","' + task.memory.toLocaleString() + ' K"\r\n').join(""));
    const row = (task) => task.name.slice(0, 25).padEnd(25) + " " + String(task.pid).padStart(8) + " Console                    1 " + (task.memory + " K").padStart(12) + "\r\n";
    return said("\r\nImage Name                     PID Session Name        Session#    Mem Usage\r\n========================= ======== ================ =========== ============\r\n" + shown.map(row).join(""));
  }

  function printSystem() {
    const { profile } = stage;
    const rows = {
      "Host Name": profile.computer.toUpperCase(), "OS Name": "Microsoft Windows 10 Pro", "OS Version": profile.os_version + " N/A Build " + profile.os_version.split(".")[2],
      "OS Manufacturer": "Microsoft Corporation", "Registered Owner": profile.full_name, "Original Install Date": new Date(profile.install_date_ms).toISOString().slice(0, 10),
      "System Boot Time": new Date(profile.boot_ms).toISOString().slice(0, 16).replace("T", ", "), "System Manufacturer": "LENOVO", "System Model": "20N2CTO1WW", "System Type": "x64-based PC",
      "System Locale": profile.locale.toLowerCase(), "Time Zone": "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Total Physical Memory": profile.memory_gb * 1024 - 211 + " MB", Domain: profile.domain.toLowerCase() + ".local",
      "Logon Server": profile.environment.LOGONSERVER,
    };
    return said("\r\n" + Object.entries(rows).map(([name, value]) => (name + ":").padEnd(27) + value + "\r\n").join(""));
  }

  function printAddresses({ raw }) {
    const { profile } = stage;
    const gateway = profile.local_ip.replace(/\d+$/, "1");
    const more = /\/all/i.test(raw) ? "   Physical Address. . . . . . . . . : " + profile.mac.toUpperCase().replace(/:/g, "-") + "\r\n   DHCP Enabled. . . . . . . . . . . : Yes\r\n" : "";
    return said("\r\nWindows IP Configuration\r\n\r\n\r\nWireless LAN adapter Wi-Fi:\r\n\r\n   Connection-specific DNS Suffix  . : " + profile.domain.toLowerCase() + ".local\r\n" + more +
      "   IPv4 Address. . . . . . . . . . . : " + profile.local_ip + "\r\n   Subnet Mask . . . . . . . . . . . : 255.255.255.0\r\n   Default Gateway . . . . . . . . . : " + gateway + "\r\n");
  }

  function printWhere({ words }) {
    const found = [];
    for (const word of plainWords(words)) {
      const names = isWindows() && !/\.\w+$/.test(word) ? [word + ".exe", word + ".cmd"] : [word];
      for (const folder of (stage.environment.get(isWindows() ? "Path" : "PATH") ?? "").split(isWindows() ? ";" : ":")) {
        for (const name of names) if (folder !== "" && stage.files.kindOf(stage.files.join(folder, name)) === "file") found.push(stage.files.normalise(stage.files.join(folder, name)));
      }
    }
    if (found.length === 0) return said("", 1, isWindows() ? "INFO: Could not find files for the given pattern(s).\r\n" : "");
    return said((isWindows() ? found : found.slice(0, 1)).map((path) => path + (isWindows() ? "\r\n" : "\n")).join(""));
  }

  function printLookup({ words, context }) {
    const name = plainWords(words)[0] ?? "localhost";
    const got = stage.dns(name, { client: context.client });
    if (got.error !== "") return said("", 1, "*** can't find " + name + ": Non-existent domain\n");
    return said("Server:\t\t" + stage.profile.local_ip.replace(/\d+$/, "1") + "\n\nNon-authoritative answer:\nName:\t" + name + "\nAddress: " + got.addresses[0] + "\n");
  }

  function printPing({ words, context }) {
    const name = plainWords(words).find((word) => !/^\d+$/.test(word)) ?? "localhost";
    const address = stage.dns(name, { client: context.client, type: "ping" }).addresses[0];
    return address === undefined ? said("", 1) : said("Reply from " + address + ": bytes=32 time=14ms TTL=55\r\n".repeat(4));
  }

  const uname = (option) => {
    const { computer, os_version } = stage.profile;
    if (/^-\w*a|^--all/.test(option ?? "")) return "Linux " + computer + " " + os_version + " #135-Ubuntu SMP x86_64 x86_64 x86_64 GNU/Linux";
    return { "-r": os_version, "-n": computer, "-m": "x86_64", "-p": "x86_64", "-o": "GNU/Linux", "-v": "#135-Ubuntu SMP" }[option] ?? "Linux";
  };

  const COMMANDS = {
    cmd: runCmd, powershell: runPowerShell, pwsh: runPowerShell, bash: runSh, sh: runSh, zsh: runSh, dash: runSh,
    node: runInterpreter, python: runInterpreter, python3: runInterpreter, perl: runInterpreter, php: runInterpreter, ruby: runInterpreter,
    curl: runCurl, wget: runCurl, echo: runEcho, cd: () => said(""), hostname: line((profile) => profile.computer), nslookup: printLookup, ping: printPing, exit: () => said(""),
    start: runStart, nohup: runStart, sudo: runStart, setsid: runStart, exec: runStart, call: runStart, env: ({ words, ...more }) => (words.length > 1 ? runStart({ words, ...more }) : runSet({ words, ...more })),
    mkdir: runMkdir, rmdir: runRemove, npm: ({ words }) => said(/^(-v|--version)$/.test(words[1]) ? "10.8.2\n" : words[1] === "whoami" ? stage.profile.user + "\n" : ""),
    git: ({ words }) => said(words[1] === "--version" ? "git version 2.34.1\n" : words[1] === "config" && words.includes("user.name") ? stage.profile.full_name + "\n" : words[1] === "config" && words.includes("user.email") ? stage.profile.user + "@" + stage.profile.domain.toLowerCase() + "\n" : ""),
  };
  const WINDOWS_COMMANDS = {
    wscript: runScriptHost, cscript: runScriptHost, certutil: runFetcher, bitsadmin: runFetcher, mshta: runFetcher, msiexec: runFetcher, regsvr32: runFetcher, explorer: runFetcher, rundll32: runFetcher, iexplore: runFetcher, chrome: runFetcher, msedge: runFetcher,
    reg: runReg, schtasks: runTasks, sc: runServices, net: runNet, net1: runNet, wmic: runWmic,
    copy: runCopy, xcopy: runCopy, move: runCopy, ren: runCopy, rename: runCopy, del: runRemove, erase: runRemove, rd: runRemove, md: runMkdir, type: runShow, dir: runList, attrib: runNote("attributes"), icacls: runNote("permissions"), set: runSet,
    whoami: line((profile) => (profile.domain + "\\" + profile.user).toLowerCase()), ver: line((profile) => "\r\nMicrosoft Windows [Version " + profile.os_version + ".3930]"),
    tasklist: printTasks, systeminfo: printSystem, ipconfig: printAddresses, where: printWhere,
    getmac: line((profile) => profile.mac.toUpperCase().replace(/:/g, "-")), date: line(() => two(now().getUTCDate()) + "/" + two(now().getUTCMonth() + 1) + "/" + now().getUTCFullYear()), time: line(() => two(now().getUTCHours()) + ":" + two(now().getUTCMinutes()) + ":" + two(now().getUTCSeconds()) + ".41"),
  };
  const POSIX_COMMANDS = {
    crontab: runCrontab, systemctl: runSystemctl, launchctl: runSystemctl, cp: runCopy, mv: runCopy, rm: runRemove, unlink: runRemove, cat: runShow, ls: runList, chmod: runNote("chmod"), chown: runNote("chown"), touch: runNote("touch"), export: runSet, printenv: ({ words }) => said(words[1] === undefined ? runSet({ raw: "env", words: ["env"], context: {} }).stdout : (stage.environment.get(words[1]) ?? "") + "\n"),
    whoami: line((profile) => profile.user), id: ({ words }) => said(words[1] === "-u" ? "1000\n" : words[1] === "-un" ? stage.profile.user + "\n" : "uid=1000(" + stage.profile.user + ") gid=1000(" + stage.profile.user + ") groups=1000(" + stage.profile.user + "),27(sudo),999(docker)\n"),
    uname: ({ words }) => said(uname(words[1]) + "\n"), pwd: line((profile) => profile.script_folder), which: printWhere, command: printWhere, nproc: line((profile) => String(profile.cores)),
    uptime: line((profile) => " 10:24:01 up " + Math.floor((stage.clock.now() - profile.boot_ms) / 86_400_000) + " days,  2 users,  load average: 0.21, 0.17, 0.11"), date: line(() => now().toUTCString()),
    ps: () => said("    PID TTY          TIME CMD\n" + tasks().map((task) => String(task.pid).padStart(7) + " ?        00:00:01 " + task.name + "\n").join("")),
    ifconfig: line((profile) => "eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500\n        inet " + profile.local_ip + "  netmask 255.255.255.0\n        ether " + profile.mac), ip: line((profile) => "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    link/ether " + profile.mac + "\n    inet " + profile.local_ip + "/24 scope global eth0"),
    base64: ({ words, input }) => said(words.some((word) => /^(-d|-D|--decode)$/.test(word)) ? stage.text.utf8Decode(stage.text.base64Decode(input)) : stage.text.base64Encode(stage.text.utf8Encode(input)) + "\n"),
  };

  // ---- the door

  function quoted(word) {
    return /[\s"]/.test(word) || word === "" ? '"' + word.replace(/"/g, '\\"') + '"' : word;
  }

  function detailsOf({ client, cwd, window, hidden, wait, env, shell, details }) {
    const known = {};
    if (client !== undefined) known.client = client;
    if (cwd !== undefined) known.cwd = String(cwd);
    if (window !== undefined) known.window = String(window);
    if (hidden !== undefined) known.hidden = String(Boolean(hidden));
    if (wait !== undefined) known.wait = String(Boolean(wait));
    if (shell !== undefined) known.shell = String(shell);
    for (const [name, value] of Object.entries(env ?? {}).slice(0, 20)) known["env: " + name.slice(0, 80)] = String(value).slice(0, 2000);
    return { ...known, ...details };
  }

  // request: {client, command, args (a list, for a command that is a program only), operation, shell (true:
  // the machine's own shell takes the line), hidden, window, wait, cwd, env (what is changed), details}.
  function run(request) {
    const command = String(request.command);
    const line = request.args === undefined ? command : [command, ...request.args.map(String)].map(quoted).join(" ");
    stage.effect("process", request.operation ?? "run", line, detailsOf(request));
    if (stage.answers.shell === "error") {
      const stderr = isWindows() ? "Access is denied.\r\n" : "sh: 1: " + programName(command.split(/\s/, 1)[0]) + ": Permission denied\n";
      return { code: isWindows() ? 5 : 126, stdout: "", stderr, pid: 0, error: "EACCES" };
    }
    const pid = nextPid();
    if (analysed++ >= MAX_ANALYSED) return { ...said(""), pid, error: "" };
    const dialect = request.shell ? (isWindows() ? "cmd" : "sh") : "none";
    const context = { client: request.client ?? "command", line, depth: 0, dialect, steps: { left: MAX_STEPS } };
    return { ...runLine(line, context, request.input), pid, error: "" };
  }

  stage.commands = { run };
});
