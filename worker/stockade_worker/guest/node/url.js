(function (stage) {
  "use strict";
  // The module "url": the classes of the web, and the older functions on plain objects.
  //
  // Source: Node.js documentation, "URL", legacy API.

  const { querystring } = stage.parts;
  const { coded, invalidType, put, text } = stage.parts.errors;
  const { isObject } = stage;
  const SLASHED = /^(?:https?|ftp|gopher|file|wss?):?$/;
  const SHAPE = /^([a-z][a-z0-9+.-]*:)?(\/\/)?(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;

  const Url = stage.interface({
    name: "Url", path: "url.Url", style: "plain", hidden: true,
    create() {},
    methods: { format: (state) => format(state.self), parse() {} },
  });

  function pieces(given, isSlashed) {
    const [, protocol, slashes, auth, host = "", path = "", search, hash] = SHAPE.exec(given.replaceAll("\\", "/")) ?? [];
    const hasHost = slashes !== undefined && (protocol !== undefined || isSlashed);
    const isPlain = !hasHost && protocol === undefined;
    return { protocol: protocol?.toLowerCase() ?? null, hasHost, auth: hasHost ? auth : undefined, host: hasHost ? host.toLowerCase() : "",
      path: hasHost ? path : `${isPlain && slashes ? "//" : ""}${auth === undefined ? "" : `${auth}@`}${host}${path}`, search, hash };
  }

  function parse(given, withQuery = false, isSlashed = false) {
    const url = text(given, "url").trim();
    const { auth, hasHost, hash, host, path, protocol, search } = pieces(url, isSlashed);
    const [, hostname, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host) ?? [null, host, undefined];
    const pathname = path === "" && hasHost && SLASHED.test(protocol ?? "") ? "/" : path;
    const query = search === undefined ? null : search.slice(1);
    const made = put(Url.make({}), {
      protocol, slashes: hasHost ? true : null, auth: auth === undefined ? null : decodeURIComponent(auth),
      host: hasHost ? host : null, port: port || null, hostname: hasHost ? hostname : null, hash: hash ?? null,
      search: search ?? (withQuery ? "" : null), query: withQuery ? querystring.parse(query ?? "") : query,
      pathname: pathname === "" ? null : pathname, path: `${pathname}${search ?? ""}` || null,
    });
    return put(made, { href: format(made) });
  }

  function format(given) {
    if (typeof given === "string") return format(parse(given));
    if (!isObject(given)) throw invalidType("urlObject", ["object", "string"], given);
    if (typeof given.href === "string" && given.searchParams !== undefined) return given.href;
    const protocol = given.protocol ? `${String(given.protocol).replace(/:$/, "")}:` : "";
    const auth = given.auth ? `${encodeURIComponent(given.auth).replace(/%3A/i, ":")}@` : "";
    const host = given.host ?? (given.hostname ? `${given.hostname}${given.port ? `:${given.port}` : ""}` : "");
    const query = isObject(given.query) ? querystring.stringify(given.query) : "";
    const search = given.search ?? (query === "" ? "" : `?${query}`);
    const slashes = given.slashes || (SLASHED.test(protocol) && host !== "") ? "//" : "";
    const hash = given.hash ? `#${String(given.hash).replace(/^#/, "")}` : "";
    const path = String(given.pathname ?? "");
    const separator = host !== "" && path !== "" && !path.startsWith("/") ? "/" : "";
    return `${protocol}${slashes}${auth}${host}${separator}${path}${search === "" ? "" : `?${String(search).replace(/^\?/, "")}`}${hash}`;
  }

  // Returns where a reference leads from a base, both as text.
  function resolve(from, to) {
    const base = parse(from);
    const target = parse(to);
    if (target.protocol !== null) return target.href;
    if (to.startsWith("//")) return `${base.protocol ?? ""}${to}`;
    const origin = `${base.protocol ?? ""}${base.slashes ? "//" : ""}${base.host ?? ""}`;
    if (to.startsWith("#")) return `${from.replace(/#.*$/s, "")}${to}`;
    if (to.startsWith("?")) return `${origin}${base.pathname ?? ""}${to}`;
    const folder = to.startsWith("/") ? "/" : (base.pathname ?? "").replace(/[^/]*$/, "");
    const path = stage.parts.path.normalize(`${folder}${target.pathname ?? ""}` || ".");
    return `${origin}${path === "." ? "" : path}${target.search ?? ""}${target.hash ?? ""}`;
  }

  function fileURLToPath(url) {
    const href = typeof url === "string" ? url : isObject(url) ? String(url.href) : undefined;
    if (href === undefined) throw invalidType("path", ["string", "URL"], url);
    if (!href.startsWith("file:")) throw coded("TypeError", "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    return decodeURIComponent(href.replace(/^file:(?:\/\/[^/]*)?/, ""));
  }

  function urlToHttpOptions(url) {
    const { hash, hostname, href, pathname, port, protocol, search } = url;
    const made = { protocol, hostname, hash, search, pathname, path: `${pathname || ""}${search || ""}`, href };
    return port === "" ? made : { ...made, port: Number(port) };
  }

  stage.parts.legacyUrl = { parse };

  const { URL, URLSearchParams } = stage.guest;
  stage.parts.define("url", () => stage.namespace({
    name: "url",
    methods: {
      domainToASCII: (domain) => String(domain).toLowerCase(),
      domainToUnicode: (domain) => String(domain).toLowerCase(),
      fileURLToPath,
      format,
      parse,
      pathToFileURL: (path) => stage.construct(URL, `file://${encodeURI(stage.parts.path.resolve(text(path, "path")))}`),
      resolve: (from, to) => resolve(text(from, "from"), text(to, "to")),
      resolveObject: (from, to) => parse(resolve(text(from, "from"), text(to, "to"))),
      urlToHttpOptions,
    },
    values: { Url: Url.constructor, URL, URLSearchParams },
  }));
})
