(function (stage) {
  "use strict";
  // Programs that work on files: copy, move, delete, show, list, and what is built into shells.

  const { programs, said, plainWords, unquoted } = stage.parts.shell;
  const isWindows = () => stage.profile.platform === "windows";

  function runCopy({ words, name, context }) {
    const paths = plainWords(words);
    if (paths.length < 2) return said("", 1);
    const operation = /^(move|mv|ren|rename)$/.test(name) ? "move" : "copy";
    const { normalise, join, nameOf, parentOf, kindOf } = stage.files;
    const last = paths.pop();
    let result = said(
      isWindows() ? "        1 file(s) " + (operation === "move" ? "moved" : "copied") + ".\r\n" : "",
    );
    for (const from of paths) {
      const source = normalise(from);
      const folder = /^ren/.test(name)
        ? parentOf(source)
        : kindOf(last) === "directory"
          ? normalise(last)
          : undefined;
      const target = folder === undefined ? last : join(folder, /^ren/.test(name) ? last : nameOf(source));
      const done = stage.files[operation](source, target, { client: context.client });
      if (done.error !== "") result = said("", 1, missing(from));
    }
    return result;
  }

  const missing = (path) =>
    isWindows()
      ? "The system cannot find the file specified.\r\n"
      : "cannot stat '" + path + "': No such file or directory\n";

  function runRemove({ words, raw, name, context }) {
    const recursive = /^(rd|rmdir|rm)$/.test(name) ? /\s(\/s|-\w*[rR]|--recursive)/i.test(raw) : false;
    let result = said("");
    for (const path of plainWords(words)) {
      const done = stage.files.remove(path, { client: context.client, recursive });
      if (done.error !== "") result = said("", isWindows() ? 0 : 1, missing(path));
    }
    return /\s-\w*f/.test(raw) ? said("") : result;
  }

  function runMkdir({ words, raw, context }) {
    const recursive = isWindows() || /\s(-\w*p|--parents)/.test(raw);
    for (const path of plainWords(words)) stage.files.mkdir(path, { client: context.client, recursive });
    return said("");
  }

  function runShow({ words, input, context }) {
    const paths = plainWords(words);
    if (paths.length === 0) return said(input);
    let text = "";
    for (const path of paths) {
      const got = stage.files.read(path, { client: context.client });
      if (got.error !== "") return said(text, 1, missing(path));
      text += stage.text.utf8Decode(got.bytes);
    }
    return said(text);
  }

  function runList({ words, raw, context }) {
    const path = plainWords(words)[0] ?? stage.profile.script_folder;
    const got = stage.files.list(path, { client: context.client });
    if (got.error !== "") {
      return said("", isWindows() ? 1 : 2, isWindows() ? "File Not Found\r\n" : missing(path));
    }
    if (isWindows()) {
      return said(
        /\s\/b\b/i.test(raw) ? got.entries.map((entry) => entry.name + "\r\n").join("") : windowsList(got),
      );
    }
    const shown = got.entries.filter(({ name }) => name[0] !== "." || /\s-\w*a/.test(raw));
    return said(shown.map((entry) => (/\s-\w*l/.test(raw) ? longLine(entry) : entry.name) + "\n").join(""));
  }

  const date = (ms) => new Date(ms).toISOString();

  function windowsList({ path, entries }) {
    const line = ({ name, kind, size, modified_ms }) => {
      const [year, month, day] = date(modified_ms).slice(0, 10).split("-");
      const what = kind === "directory" ? "<DIR>".padEnd(14) : String(size).padStart(14);
      return (
        [day, month, year].join("/") +
        "  " +
        date(modified_ms).slice(11, 16) +
        "    " +
        what +
        " " +
        name +
        "\r\n"
      );
    };
    return (
      " Volume in drive C is Windows\r\n\r\n Directory of " +
      path +
      "\r\n\r\n" +
      entries.map(line).join("") +
      "\r\n"
    );
  }

  function longLine({ name, kind, size, mode, modified_ms }) {
    const letters = "rwxrwxrwx".replace(/./g, (letter, at) => ((mode >> (8 - at)) & 1 ? letter : "-"));
    const when = date(modified_ms).slice(0, 16).replace("T", " ");
    return (
      (kind === "directory" ? "d" : "-") +
      letters +
      " 1 " +
      stage.profile.user +
      " " +
      stage.profile.user +
      " " +
      String(size).padStart(8) +
      " " +
      when +
      " " +
      name
    );
  }

  const MODE = /^([+-]\w+|[0-7]{3,4}|[ugoa]*[+=-][rwxst]+|\w+:\w*)$/;

  // What only changes how a file is: it is recorded.
  function noting(operation) {
    return ({ words, raw, context }) => {
      for (const path of plainWords(words)) {
        if (!MODE.test(path)) {
          stage.files.note(operation, path, { client: context.client }, { arguments: raw });
        }
      }
      return said("");
    };
  }

  function runTouch({ words, context }) {
    for (const path of plainWords(words)) stage.files.append(path, "", { client: context.client });
    return said("");
  }

  // "tee" keeps what goes through it.
  function runTee({ words, input, context }) {
    for (const path of plainWords(words)) {
      stage.files.write(path, input, { client: context.client, append: words.includes("-a") });
    }
    return said(input);
  }

  // ---- what is built into shells

  function runEcho({ words, raw, context }) {
    if (context.dialect === "cmd" || isWindows()) return said(echoed(raw) + "\r\n");
    const isBare = words[1] === "-n";
    const text = words.slice(/^-[ne]+$/.test(words[1] ?? "") ? 2 : 1).join(" ");
    return said(text + (isBare ? "" : "\n"));
  }

  // As it is written, up to a redirection, without the carets.
  function echoed(raw) {
    const text = raw.replace(/^@?echo[.\s:]?/i, "");
    const target = /\d?>{1,2}\s*("[^"]*"|[^\s"^]+)\s*(\d>&\d)?\s*$/.exec(text);
    return (target === null ? text : text.slice(0, target.index).trimEnd()).replace(/\^(.)/gs, "$1");
  }

  function runSet({ words, raw, context }) {
    const found = /^(?:set|export)\s+(?:\/[ap]\s+)?"?([^=\s"]+)=(.*)$/is.exec(raw);
    if (found !== null) {
      const value =
        context.dialect === "sh" ? unquoted(found[2]) : found[2].replace(/"\s*$/, "").replace(/\^(.)/g, "$1");
      stage.environment.set(found[1], value);
      return said("");
    }
    return words.length > 1 ? said("") : said(allVariables());
  }

  function allVariables() {
    const end = isWindows() ? "\r\n" : "\n";
    return Object.entries(stage.profile.environment)
      .map(([name, value]) => name + "=" + value + end)
      .join("");
  }

  function runEnv(given) {
    return given.words.length > 1
      ? (programs.linux.nohup?.(given) ?? programs.both.nohup(given))
      : said(allVariables());
  }

  const printVariable = ({ words }) =>
    said(words.length > 1 ? (stage.environment.get(words[1]) ?? "") + "\n" : allVariables());

  function runBase64({ words, input, context }) {
    const isDecoding = words.some((word) => /^(-d|-D|--decode)$/.test(word));
    const path = plainWords(words)[0];
    const bytes =
      path === undefined
        ? stage.text.utf8Encode(input)
        : stage.files.read(path, { client: context.client }).bytes;
    if (bytes === undefined) return said("", 1);
    if (isDecoding) return said(stage.text.utf8Decode(stage.text.base64Decode(stage.text.latin1(bytes))));
    return said(stage.text.base64Encode(bytes) + "\n");
  }

  const silent = () => said("");

  Object.assign(programs.both, {
    echo: runEcho,
    cd: silent,
    exit: silent,
    mkdir: runMkdir,
    rmdir: runRemove,
  });
  Object.assign(programs.windows, {
    copy: runCopy,
    xcopy: runCopy,
    robocopy: runCopy,
    move: runCopy,
    ren: runCopy,
    rename: runCopy,
    del: runRemove,
    erase: runRemove,
    rd: runRemove,
    md: runMkdir,
    type: runShow,
    dir: runList,
    set: runSet,
    attrib: noting("attributes"),
    icacls: noting("permissions"),
  });
  Object.assign(programs.linux, {
    cp: runCopy,
    mv: runCopy,
    install: runCopy,
    rm: runRemove,
    unlink: runRemove,
    cat: runShow,
    head: runShow,
    tail: runShow,
    ls: runList,
    chmod: noting("chmod"),
    chown: noting("chown"),
    touch: runTouch,
    tee: runTee,
    export: runSet,
    env: runEnv,
    printenv: printVariable,
    base64: runBase64,
  });
});
