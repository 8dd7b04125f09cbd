(function (stage) {
  "use strict";
  // The URL parser and serializer. A URL is a record {scheme, username, password, host, port, path, query,
  // fragment}: host, port, query and fragment may be null, and path is a list, or a string if it is opaque.
  // The standard's states are functions here, each for one part of the text.
  //
  // Source: URL Standard, section 4.

  const { encode, parseHost, sets } = stage.parts.urlHost;

  const PORTS = { http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: null };
  const MAX_URL = 2 << 20; // characters, as in Chrome

  const isSpecial = (url) => url.scheme in PORTS && Object.hasOwn(PORTS, url.scheme);
  const isDrive = (text) => /^[a-zA-Z][:|]$/.test(text);
  const isNormalDrive = (text) => /^[a-zA-Z]:$/.test(text);
  const startsWithDrive = (text) => /^[a-zA-Z][:|]([/\\]|$)/.test(text);
  const isOpaque = (url) => typeof url.path === "string";
  const isSlash = (url, character) => character === "/" || (character === "\\" && isSpecial(url));

  function blank(scheme) {
    return {
      scheme, username: "", password: "", host: null, port: null, path: [], query: null, fragment: null,
    };
  }

  // Returns the record, or null. `base` is a record.
  function parse(input, base = null) {
    if (input.length > MAX_URL) return null;
    const text = input.replace(/^[\x00-\x20]+/, "").replace(/[\t\n\r]/g, "");
    const [rest, fragment] = cut(trimEnd(text), "#");
    const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]{0,200}):/.exec(rest);
    const url = scheme === null
      ? withoutScheme(rest, base, fragment !== null)
      : withScheme(scheme[1].toLowerCase(), rest.slice(scheme[0].length), base);
    if (url !== null) url.fragment = fragment === null ? null : encode(fragment, sets.FRAGMENT);
    return url;
  }

  // By hand: a pattern for what stands at the end is quadratic on a long run of spaces before it.
  function trimEnd(text) {
    let end = text.length;
    while (end > 0 && text.charCodeAt(end - 1) <= 0x20) end--;
    return text.slice(0, end);
  }

  // Splits at the first mark: [before, after or null].
  function cut(text, mark) {
    const at = text.indexOf(mark);
    return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
  }

  function withScheme(scheme, rest, base) {
    const url = blank(scheme);
    if (scheme === "file") return file(url, rest, base?.scheme === "file" ? base : null);
    if (isSpecial(url)) {
      if (base?.scheme === scheme && !rest.startsWith("//")) return relative(url, rest, base);
      return authority(url, rest.replace(/^[/\\]+/, ""));
    }
    if (rest.startsWith("//")) return authority(url, rest.slice(2));
    if (rest.startsWith("/")) return pathAndQuery(url, rest);
    return opaque(url, rest);
  }

  function withoutScheme(rest, base, hasFragment) {
    if (base === null) return null;
    if (isOpaque(base)) {
      return hasFragment && rest === "" ? { ...base } : null;
    }
    const url = blank(base.scheme);
    return base.scheme === "file" ? file(url, rest, base) : relative(url, rest, base);
  }

  function relative(url, rest, base) {
    if (isSlash(url, rest[0]) && isSlash(url, rest[1])) {
      return authority(url, isSpecial(url) ? rest.replace(/^[/\\]+/, "") : rest.slice(2));
    }
    Object.assign(url, {
      username: base.username, password: base.password, host: base.host, port: base.port,
    });
    if (isSlash(url, rest[0])) return pathAndQuery(url, rest);
    return fromBasePath(url, rest, base, true);
  }

  // `rest` has no slash at its beginning: it goes on where the base's path ends.
  function fromBasePath(url, rest, base, shorten) {
    url.path = [...base.path];
    url.query = base.query;
    if (rest === "") return url;
    url.query = null;
    if (rest[0] === "?") return pathAndQuery(url, rest);
    if (shorten) shortenPath(url);
    else url.path = [];
    return pathAndQuery(url, rest);
  }

  function file(url, rest, base) {
    url.host = "";
    if (!isSlash(url, rest[0])) {
      if (base === null) return pathAndQuery(url, rest);
      url.host = base.host;
      return fromBasePath(url, rest, base, !startsWithDrive(rest.split(/[?]/, 1)[0]));
    }
    if (!isSlash(url, rest[1])) {
      if (base !== null) {
        url.host = base.host;
        const drive = base.path[0];
        if (!startsWithDrive(rest.slice(1)) && drive !== undefined && isNormalDrive(drive)) url.path = [drive];
      }
      return pathAndQuery(url, rest);
    }
    const end = rest.slice(2).search(/[/\\?]/);
    const host = end < 0 ? rest.slice(2) : rest.slice(2, 2 + end);
    if (isDrive(host)) return pathAndQuery(url, rest.slice(2));
    if (host !== "") {
      url.host = parseHost(host, true);
      if (url.host === null) return null;
      if (url.host === "localhost") url.host = "";
    }
    return pathAndQuery(url, end < 0 ? "" : rest.slice(2 + end));
  }

  function authority(url, rest) {
    const end = rest.search(isSpecial(url) ? /[/\\?]/ : /[/?]/);
    const whole = end < 0 ? rest : rest.slice(0, end);
    const at = whole.lastIndexOf("@");
    if (at >= 0) setCredentials(url, whole.slice(0, at));
    const address = whole.slice(at + 1);
    if (at >= 0 && address === "") return null;
    if (!setHostAndPort(url, address)) return null;
    return pathAndQuery(url, end < 0 ? "" : rest.slice(end));
  }

  function setCredentials(url, text) {
    const [name, password] = cut(text, ":");
    url.username = encode(name, sets.USERINFO);
    url.password = encode(password ?? "", sets.USERINFO);
  }

  function setHostAndPort(url, text) {
    const split = /^(\[[^\]]*\]|[^:[]*|.*?)(?::(.*))?$/s.exec(text);
    const [, name, port] = split;
    if (name === "" && (isSpecial(url) || port !== undefined)) return false;
    url.host = name === "" ? "" : parseHost(name, isSpecial(url));
    return url.host !== null && setPort(url, port ?? "", false);
  }

  // `isLenient`: what follows the digits is passed over, as for the setter.
  function setPort(url, text, isLenient) {
    const digits = /^[0-9]*/.exec(text)[0];
    if (digits !== text && !(isLenient && digits !== "")) return false;
    if (digits === "") {
      url.port = null;
      return true;
    }
    const port = Number(digits);
    if (port > 65_535) return false;
    url.port = port === PORTS[url.scheme] ? null : port;
    return true;
  }

  function shortenPath(url) {
    const { path } = url;
    if (url.scheme === "file" && path.length === 1 && isNormalDrive(path[0])) return;
    path.pop();
  }

  function pathAndQuery(url, rest) {
    const [path, query] = cut(rest, "?");
    appendPath(url, path);
    if (query !== null) url.query = encodeQuery(url, query);
    return url;
  }

  function encodeQuery(url, query) {
    return encode(query, isSpecial(url) ? sets.SPECIAL_QUERY : sets.QUERY);
  }

  function appendPath(url, text) {
    const isRooted = isSlash(url, text[0]);
    if (text === "" && (!isSpecial(url) || url.path.length > 0)) return;
    const segments = (isRooted ? text.slice(1) : text).split(isSpecial(url) ? /[/\\]/ : "/");
    segments.forEach((segment, at) => appendSegment(url, segment, at === segments.length - 1));
  }

  function appendSegment(url, segment, isLast) {
    const plain = segment.length > 6 ? "" : segment.toLowerCase().replace(/%2e/g, ".");
    if (plain === ".." || plain === ".") {
      if (plain === "..") shortenPath(url);
      if (isLast) url.path.push("");
      return;
    }
    const isFirstDrive = url.scheme === "file" && url.path.length === 0 && isDrive(segment);
    url.path.push(isFirstDrive ? segment[0] + ":" : encode(segment, sets.PATH));
  }

  function opaque(url, rest) {
    const [path, query] = cut(rest, "?");
    url.path = encode(path, sets.CONTROL);
    if (query !== null) url.query = encodeQuery(url, query);
    return url;
  }

  // ---- serializing

  function pathOf(url) {
    return isOpaque(url) ? url.path : url.path.map((segment) => "/" + segment).join("");
  }

  function hostOf(url) {
    if (url.host === null) return "";
    return url.port === null ? url.host : url.host + ":" + url.port;
  }

  function credentialsOf(url) {
    if (url.username === "" && url.password === "") return "";
    return url.username + (url.password === "" ? "" : ":" + url.password) + "@";
  }

  function serialize(url, withoutFragment = false) {
    let text = url.scheme + ":";
    if (url.host !== null) text += "//" + credentialsOf(url) + hostOf(url);
    else if (!isOpaque(url) && url.path.length > 1 && url.path[0] === "") text += "/.";
    text += pathOf(url);
    if (url.query !== null) text += "?" + url.query;
    if (!withoutFragment && url.fragment !== null) text += "#" + url.fragment;
    return text;
  }

  function originOf(url) {
    if (url.scheme === "blob") {
      const inner = isOpaque(url) ? parse(url.path) : null;
      return inner !== null && /^(https?|file)$/.test(inner.scheme) ? originOf(inner) : "null";
    }
    if (!isSpecial(url) || url.scheme === "file") return "null";
    return url.scheme + "://" + hostOf(url);
  }

  stage.parts.urlParser = {
    parse, serialize, originOf, pathOf, hostOf, isSpecial, isOpaque, setPort, appendPath, encodeQuery, PORTS,
    // Resolves text against a base that is text: a string, or null.
    resolve(text, base) {
      const against = base === undefined ? null : parse(base);
      const url = parse(text, against);
      return url === null ? null : serialize(url);
    },
  };
})
