(function (stage) {
  "use strict";
  // The module "path": posix and win32.
  //
  // Source: Node.js documentation, "Path".

  const { text, object } = stage.parts.errors;
  const MAX_PARTS = 1000; // arguments of join and resolve

  // ---- what both kinds share: a path without its root, taken apart at separators

  // Returns the segments that are left when "." and ".." have been applied.
  function reduced(segments, isAbsolute) {
    const kept = [];
    for (const segment of segments) {
      if (segment === "" || segment === ".") continue;
      if (segment !== "..") kept.push(segment);
      else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
      else if (!isAbsolute) kept.push("..");
    }
    return kept;
  }

  // Returns a path without separators at its end. No pattern does that in linear time.
  function withoutTail(path, cuts) {
    let end = path.length;
    while (end > 0 && cuts.includes(path[end - 1])) end--;
    return path.slice(0, end);
  }

  // Returns {base, name, ext} of the last segment.
  function lastPart(base) {
    const dot = base.lastIndexOf(".");
    const hasName = dot > 0 && !/^\.+$/.test(base.slice(0, dot + 1));
    if (!hasName || base === "..") return { base, name: base, ext: "" };
    return { base, name: base.slice(0, dot), ext: base.slice(dot) };
  }

  function formatted(parts, separator) {
    object(parts, "pathObject");
    const dir = parts.dir || parts.root;
    const ext = parts.ext ? (String(parts.ext).startsWith(".") ? parts.ext : "." + parts.ext) : "";
    const base = parts.base || `${parts.name || ""}${ext}`;
    if (!dir) return base;
    return dir === parts.root ? `${dir}${base}` : `${dir}${separator}${base}`;
  }

  function checked(parts, name) {
    return parts.slice(0, MAX_PARTS).map((part, i) => text(part, name ?? `paths[${i}]`));
  }

  // A kind of path: how its root is told, what separates, and which folder relative ones start from.
  function makePath({ separator, delimiter, splitter, rootOf, folder, equal }) {
    const body = (path) => path.slice(rootOf(path).length);
    const trimmed = (path) => ({ root: rootOf(path), rest: withoutTail(body(path), splitter.cuts) });
    const lastCut = (rest) => Math.max(...splitter.cuts.map((cut) => rest.lastIndexOf(cut)));
    const isAbsolute = (path) => splitter.isAbsolute(path);

    function normalize(path) {
      text(path, "path");
      if (path === "") return ".";
      const root = splitter.cleanRoot(rootOf(path));
      const rest = reduced(body(path).split(splitter.at), isAbsolute(path)).join(separator);
      const trailing = splitter.at.test(path.at(-1)) && rest !== "" ? separator : "";
      return root + rest + trailing || (splitter.at.test(path.at(-1)) ? "." + separator : ".");
    }

    function resolve(...parts) {
      let made = "";
      for (const part of [folder(), ...checked(parts)]) {
        if (part === "") continue;
        made = splitter.follow(made, part, separator);
      }
      const root = splitter.cleanRoot(rootOf(made));
      return root + reduced(body(made).split(splitter.at), true).join(separator) || ".";
    }

    function dirname(path) {
      const { root, rest } = trimmed(text(path, "path"));
      const cut = lastCut(rest);
      if (cut < 0) return root || ".";
      return root + withoutTail(rest.slice(0, cut), splitter.cuts) || ".";
    }

    function basename(path, suffix) {
      const { rest } = trimmed(text(path, "path"));
      if (suffix !== undefined) text(suffix, "suffix");
      const base = rest.slice(lastCut(rest) + 1);
      return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
    }

    function relative(from, to) {
      const start = resolve(text(from, "from"));
      const end = resolve(text(to, "to"));
      if (!equal(rootOf(start), rootOf(end))) return end;
      const a = body(start).split(splitter.at).filter(Boolean);
      const b = body(end).split(splitter.at).filter(Boolean);
      let same = 0;
      while (same < a.length && same < b.length && equal(a[same], b[same])) same++;
      return [...Array(a.length - same).fill(".."), ...b.slice(same)].join(separator);
    }

    function parse(path) {
      const { root, rest } = trimmed(text(path, "path"));
      const cut = lastCut(rest);
      const dir = cut < 0 ? root : root + rest.slice(0, cut);
      const { base, name, ext } = lastPart(rest.slice(cut + 1));
      return { root, dir, base, ext, name };
    }

    return {
      methods: {
        resolve,
        normalize,
        isAbsolute: (path) => isAbsolute(text(path, "path")),
        join(...parts) {
          const made = checked(parts, "path").filter(Boolean).join(separator);
          return made === "" ? "." : normalize(made);
        },
        relative,
        toNamespacedPath: (path) => path,
        dirname,
        basename,
        extname: (path) => lastPart(basename(path)).ext,
        format: (parts) => formatted(parts, separator),
        parse,
        matchesGlob: () => false,
      },
      values: { sep: separator, delimiter },
    };
  }

  const posix = makePath({
    separator: "/",
    delimiter: ":",
    rootOf: (path) => (path.startsWith("/") ? "/" : ""),
    folder: () => stage.parts.folder.current,
    equal: (a, b) => a === b,
    splitter: {
      at: /\//,
      cuts: ["/"],
      cleanRoot: (root) => root,
      isAbsolute: (path) => path.startsWith("/"),
      follow: (made, part) => (part.startsWith("/") ? part : `${made}/${part}`),
    },
  });

  const DEVICE = /^(?:[\\/]{2}[^\\/]+[\\/]+[^\\/]+[\\/]?|[A-Za-z]:[\\/]?|[\\/])/;

  const win32 = makePath({
    separator: "\\",
    delimiter: ";",
    rootOf: (path) => DEVICE.exec(path)?.[0] ?? "",
    folder: () => stage.parts.folder.current.replaceAll("/", "\\"),
    equal: (a, b) => a.toLowerCase() === b.toLowerCase(),
    splitter: {
      at: /[\\/]/,
      cuts: ["/", "\\"],
      cleanRoot: (root) => root.replaceAll("/", "\\"),
      isAbsolute: (path) => /^(?:[A-Za-z]:)?[\\/]/.test(path),
      follow(made, part, separator) {
        const drive = /^[A-Za-z]:/.exec(part)?.[0];
        if (/^(?:[A-Za-z]:[\\/]|[\\/]{2})/.test(part)) return part;
        if (/^[\\/]/.test(part)) return (/^[A-Za-z]:/.exec(made)?.[0] ?? "") + part;
        if (drive !== undefined && !made.toLowerCase().startsWith(drive.toLowerCase())) {
          return `${drive}\\${part.slice(2)}`;
        }
        return made + separator + (drive === undefined ? part : part.slice(2));
      },
    },
  });

  function publish({ methods, values }, path) {
    return stage.namespace({ name: "path", path, methods, values, global: false });
  }

  stage.parts.path = posix.methods;

  stage.parts.define("path", () => {
    const mine = publish(posix, "path");
    const theirs = publish(win32, "path.win32");
    for (const kind of [mine, theirs]) stage.parts.errors.put(kind, { win32: theirs, posix: mine });
    return mine;
  });
  stage.parts.define("path/posix", () => stage.parts.core("path").posix);
  stage.parts.define("path/win32", () => stage.parts.core("path").win32);
})
