(function (stage) {
  "use strict";
  // Command lines, taken apart as a shell would and run in the made-up world: `stage.parts.shell`.
  //
  // Theory of operation. A line becomes simple commands, each with its words, its redirections and the text
  // that it was. Each is looked up by the name of its program in `programs`, which later files fill; what a
  // program would do to files, registry and network is done to the made-up ones, which record it, and what it
  // would print is returned. Nobody needs this to be a shell: what is not understood says nothing, and
  // succeeds.
  //
  // Dialects: "cmd" and "sh", and "none" for a line that is one program and its arguments.

  const MAX_LINE = 65_536; // characters that are taken apart
  const MAX_STARTED = 100;
  const MAX_DEPTH = 5; // shells inside shells
  const MAX_OUTPUT = 1 << 20; // characters

  const OPERATORS = {
    cmd: /^(&&|\|\||&|\||\r?\n)/,
    sh: /^(&&|\|\||;|&(?!>)|\||\r?\n)/,
    none: /^(?!)/,
  };
  const VARIABLE_MARK = "\x01";
  const NOWHERE = /^(nul|\/dev\/null|&\d)$/i;

  // By the name in lower case: a function of {words, raw, name, input, context} that returns what `said` does.
  const programs = { windows: {}, linux: {}, both: {} };

  const said = (stdout, code = 0, stderr = "") => ({ stdout, stderr, code });

  // ---- taking apart

  class Parser {
    constructor(line, dialect) {
      this.line = line;
      this.dialect = dialect;
      this.at = this.start = 0;
      this.commands = [];
      this.begin();
    }

    begin() {
      this.words = [];
      this.writes = []; // {path, append, isError}
      this.word = this.target = undefined;
    }

    // Returns the commands: {words, writes, raw, isPiped}.
    parse(most) {
      const { line } = this;
      while (this.at < line.length && this.commands.length < most) {
        const operator = OPERATORS[this.dialect].exec(line.slice(this.at, this.at + 3))?.[0];
        if (operator === undefined) {
          this.takePiece();
        } else {
          this.endCommand(operator === "|");
          this.start = this.at += operator.length;
        }
      }
      this.endCommand(false);
      return this.commands;
    }

    endCommand(isPiped) {
      this.endWord();
      const { words, writes } = this;
      const raw = this.line.slice(this.start, this.at).trim();
      if (words.length > 0 || writes.length > 0) this.commands.push({ words, writes, raw, isPiped });
      this.begin();
    }

    endWord() {
      const { word, target } = this;
      if (word === undefined) return;
      this.word = this.target = undefined;
      if (target === undefined) this.words.push(word);
      else if (!NOWHERE.test(word)) this.writes.push({ ...target, path: word });
    }

    add(text) {
      this.word = (this.word ?? "") + text;
    }

    takePiece() {
      const { line, dialect } = this;
      const character = line[this.at];
      if (character === '"' || (character === "'" && dialect === "sh")) return this.takeQuoted(character);
      if (character === ">" && dialect !== "none") return this.takeRedirection();
      this.at++;
      if (/\s/.test(character) || this.isBracket(character)) return this.endWord();
      const isEscape = (character === "^" && dialect === "cmd") || (character === "\\" && dialect === "sh");
      return this.add(isEscape ? (line[this.at++] ?? "") : this.marked(character));
    }

    isBracket(character) {
      if (character !== "(" && character !== ")") return false;
      return this.dialect === "sh" || (this.dialect === "cmd" && this.word === undefined);
    }

    // What stands for a variable of `sh` until its command is run: an earlier one may set it.
    marked(character) {
      return character === "$" && this.dialect === "sh" ? VARIABLE_MARK : character;
    }

    takeQuoted(quote) {
      const { line, dialect } = this;
      let text = "";
      for (this.at++; this.at < line.length && line[this.at] !== quote; this.at++) {
        const isEscape =
          quote === '"' && line[this.at] === "\\" && (dialect === "sh" || line[this.at + 1] === '"');
        if (isEscape) this.at++;
        text += isEscape || quote === "'" ? (line[this.at] ?? "") : this.marked(line[this.at]);
      }
      this.at++;
      this.add(text);
    }

    takeRedirection() {
      const isError = this.word === "2";
      if (/^[12&]$/.test(this.word ?? "")) this.word = undefined;
      this.endWord();
      const append = this.line[this.at + 1] === ">";
      this.at += append ? 2 : 1;
      this.target = { append, isError };
    }
  }

  // ---- running. A context: {client, line (the whole, as it was given), dialect, depth, steps: {left}}

  function run(line, context, input = "") {
    const { text, documents } = withoutDocuments(line.slice(0, MAX_LINE), context.dialect);
    const commands = new Parser(substituted(text, context), context.dialect).parse(context.steps.left);
    let result = said("");
    let output = "";
    let fed = input;
    for (const command of commands) {
      if (context.steps.left-- <= 0) break;
      result = runCommand(command, context, documents.shift() ?? fed);
      fed = command.isPiped ? result.stdout : "";
      if (!command.isPiped && command.writes.length === 0) output += result.stdout;
      for (const { path, append, isError } of command.writes) {
        if (!isError) {
          stage.files.write(expandMarked(path), result.stdout, { append, client: context.client });
        }
      }
    }
    return { ...result, stdout: output.slice(0, MAX_OUTPUT) };
  }

  // What is given to commands between two marks, each on lines of its own.
  function withoutDocuments(line, dialect) {
    const documents = [];
    if (dialect !== "sh" || !line.includes("<<")) return { text: line, documents };
    const kept = [];
    let document; // {mark, lines}, while inside one
    for (const one of line.split("\n")) {
      if (document === undefined) {
        const found = /<<-?\s*["']?(\w+)["']?/.exec(one);
        kept.push(found === null ? one : one.replace(found[0], ""));
        if (found !== null) documents.push((document = { mark: found[1], lines: [] }));
      } else if (one.trim() === document.mark) document = undefined;
      else document.lines.push(one);
    }
    return { text: kept.join("\n"), documents: documents.map(({ lines }) => lines.join("\n") + "\n") };
  }

  function substituted(line, context) {
    if (context.dialect === "cmd") return stage.environment.expand(line);
    if (context.dialect !== "sh") return line;
    return line
      .replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_, a, b) => runNested(a ?? b, context, "sh").stdout.trimEnd())
      .replace(/(^|[\s=:])~(?=\/|\s|$)/g, "$1" + stage.profile.home);
  }

  const valueOf = (whole, a, b) => stage.environment.get(a ?? b) ?? whole;
  const expandMarked = (word) =>
    word.replace(/\x01(?:\{(\w+)\}|(\w+))/g, valueOf).replaceAll(VARIABLE_MARK, "$");
  const expandRaw = (raw) => raw.replace(/\$(?:\{(\w+)\}|(\w+))/g, valueOf);

  const delayed = (text) =>
    text.replace(/^@/, "").replace(/!([^!\s]+)!/g, (whole, name) => stage.environment.get(name) ?? whole);

  const nameOfProgram = (word) =>
    word
      .replace(/^.*[\\/]/s, "")
      .toLowerCase()
      .replace(/\.(exe|com)$/, "");

  const KEYWORD = /^(then|do|else|if|while|until|!|\{|\}|fi|done)$/;
  const BEFORE_COMMAND = /^(?:(?:\w+=("[^"]*"|\S*)|then|do|else|if|while|until|!|\{)\s+)*/;

  // Words and text of a command as its shell has them when it is run.
  function prepared({ words, raw }, dialect) {
    if (dialect === "cmd") return { words: words.map(delayed), raw: delayed(raw) };
    if (dialect !== "sh") return { words, raw };
    let all = words.map(expandMarked);
    while (all.length > 0 && (/^\w+=/.test(all[0]) || KEYWORD.test(all[0]))) all = assigned(all);
    return { words: all, raw: expandRaw(raw).replace(BEFORE_COMMAND, "") };
  }

  function runCommand(command, context, input) {
    const { words, raw } = prepared(command, context.dialect);
    if (words.length === 0 || words[0] === "") return said("");
    const name = nameOfProgram(words[0]);
    const given = { words, raw, name, input, context };
    return (handlerOf(name) ?? runUnknown)(given);
  }

  function assigned([first, ...others]) {
    const found = /^(\w+)=(.*)$/s.exec(first);
    if (found !== null && others.length === 0) stage.environment.set(found[1], found[2]);
    return others;
  }

  function handlerOf(name) {
    const own = programs[stage.profile.platform];
    if (Object.hasOwn(own, name)) return own[name];
    return Object.hasOwn(programs.both, name) ? programs.both[name] : undefined;
  }

  const started = []; // programs of the sample's own that run since then
  stage.onStart(() => {
    started.length = 0;
  });

  // A file that the sample has put there itself is what the rest was for. A batch file is run.
  function runUnknown({ words, context }) {
    const path = stage.files.normalise(words[0]);
    const bytes = stage.files.writtenBytes(path);
    if (bytes === undefined) return said("");
    const details = { client: context.client, via: context.line };
    stage.effect("process", "start_dropped", path, details, bytes, "file"); // whole, however it was written
    if (started.length < MAX_STARTED) started.push(path);
    const dialect = /\.(bat|cmd)$/i.test(path)
      ? "cmd"
      : bytes[0] === 0x23 && bytes[1] === 0x21
        ? "sh"
        : undefined;
    return dialect === undefined ? said("") : runNested(stage.text.utf8Decode(bytes), context, dialect);
  }

  function runNested(line, context, dialect, input) {
    if (context.depth >= MAX_DEPTH) return said("");
    return run(line, { ...context, depth: context.depth + 1, dialect }, input);
  }

  // ---- what programs have in common

  // What stands after the first word, as it was written.
  const afterFirst = (raw) => raw.replace(/^\s*(?:"[^"]*"|'[^']*'|[^\s"'])+\s*/, "");

  const unquoted = (text) =>
    text
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .replace(/^'(.*)'$/s, "$1");

  // The words that are no options.
  function plainWords(words) {
    const option = stage.profile.platform === "windows" ? /^\/\w+(:.*)?$/ : /^-/;
    return words.slice(1).filter((word) => !option.test(word));
  }

  // The value of an option that is spelled /name value, /name:value, or with a dash.
  function optionOf(raw, name) {
    const found = new RegExp("\\s[/-]" + name + '[\\s:]+(?:"((?:\\\\"|[^"])*)"|(\\S+))', "i").exec(raw);
    return found === null ? undefined : (found[1] ?? found[2]);
  }

  const URL_PATTERN = /\b(?:https?|ftp):\/\/[^\s"'`<>|^)};,]+/gi;
  const MAX_URLS = 16;

  const urlsIn = (text) => Array.from(new Set(text.match(URL_PATTERN) ?? [])).slice(0, MAX_URLS);

  // Asks for what is at an address, as the program would, and saves it if there is a path.
  function download(url, path, client, context, request = {}) {
    const answer = stage.http({ client, method: "GET", url, ...request, details: { via: context.line } });
    if (path !== undefined && answer.error === "") stage.files.write(path, answer.body, { client });
    return answer;
  }

  // Records code in a language that nothing here runs.
  function noteCode(text, interpreter, context, operation = "run_text", artifact = "script") {
    const details = { client: context.client, interpreter, via: context.line };
    stage.effect("dynamic_code", operation, interpreter, details, text.slice(0, MAX_LINE), artifact);
  }

  function persist(operation, target, mechanism, context, action) {
    stage.effect("persistence", operation, target, { mechanism, client: context.client, action });
  }

  stage.parts.shell = {
    programs,
    started,
    said,
    run,
    runNested,
    nameOfProgram,
    afterFirst,
    unquoted,
    plainWords,
    optionOf,
    urlsIn,
    download,
    noteCode,
    persist,
    MAX_DEPTH,
    MAX_LINE,
  };
});
