(function (stage) {
  "use strict";
  // The parts of a URL record as URL, Location and links show and change them: one {get, set} for each. A setter
  // changes the record, or leaves it as it was if the text is no such part.
  //
  // Source: URL Standard, section 6.1.

  const { encode, parseHost, sets } = stage.parts.urlHost;
  const {
    PORTS, appendPath, encodeQuery, hostOf, isOpaque, isSpecial, originOf, pathOf, setPort,
  } = stage.parts.urlParser;

  function hasNoCredentials(url) {
    return url.host === null || url.host === "" || url.scheme === "file";
  }

  function setProtocol(url, text) {
    const found = /^([a-zA-Z][a-zA-Z0-9+.-]*)(:|$)/.exec(text);
    if (found === null) return;
    const scheme = found[1].toLowerCase();
    if (Object.hasOwn(PORTS, scheme) !== isSpecial(url)) return;
    const hasAddress = url.username !== "" || url.password !== "" || url.port !== null;
    if (scheme === "file" && hasAddress) return;
    if (url.scheme === "file" && url.host === "") return;
    url.scheme = scheme;
    if (url.port === PORTS[scheme]) url.port = null;
  }

  function setHostname(url, text) {
    const end = text.search(isSpecial(url) ? /[/\\?#]/ : /[/?#]/);
    const name = end < 0 ? text : text.slice(0, end);
    const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(name) ?? [null, "", undefined];
    if (host === "" && (isSpecial(url) || port !== undefined)) return undefined;
    const parsed = host === "" ? "" : parseHost(host, isSpecial(url));
    if (parsed === null) return undefined;
    url.host = url.scheme === "file" && parsed === "localhost" ? "" : parsed;
    return port;
  }

  const parts = {
    protocol: { get: (url) => url.scheme + ":", set: setProtocol },
    username: {
      get: (url) => url.username,
      set(url, text) {
        if (!hasNoCredentials(url)) url.username = encode(text, sets.USERINFO);
      },
    },
    password: {
      get: (url) => url.password,
      set(url, text) {
        if (!hasNoCredentials(url)) url.password = encode(text, sets.USERINFO);
      },
    },
    host: {
      get: hostOf,
      set(url, text) {
        if (isOpaque(url)) return;
        const port = setHostname(url, text);
        if (port !== undefined && url.scheme !== "file") setPort(url, port, true);
      },
    },
    hostname: {
      get: (url) => url.host ?? "",
      set(url, text) {
        if (!isOpaque(url) && (text.startsWith("[") || !text.includes(":"))) setHostname(url, text);
      },
    },
    port: {
      get: (url) => (url.port === null ? "" : String(url.port)),
      set(url, text) {
        if (!hasNoCredentials(url)) setPort(url, text, true);
      },
    },
    pathname: {
      get: pathOf,
      set(url, text) {
        if (isOpaque(url)) return;
        url.path = [];
        appendPath(url, text.replace(/[\t\n\r]/g, "").replaceAll("?", "%3F").replaceAll("#", "%23"));
      },
    },
    search: {
      get: (url) => (url.query === null || url.query === "" ? "" : "?" + url.query),
      set(url, text) {
        const query = text.startsWith("?") ? text.slice(1) : text;
        url.query = text === "" ? null : encodeQuery(url, query.replace(/[\t\n\r]/g, ""));
      },
    },
    hash: {
      get: (url) => (url.fragment === null || url.fragment === "" ? "" : "#" + url.fragment),
      set(url, text) {
        const fragment = text.startsWith("#") ? text.slice(1) : text;
        url.fragment = text === "" ? null : encode(fragment.replace(/[\t\n\r]/g, ""), sets.FRAGMENT);
      },
    },
    origin: { get: originOf },
  };

  stage.parts.urlParts = parts;
})
