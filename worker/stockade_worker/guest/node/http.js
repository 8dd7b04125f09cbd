(function (stage) {
  "use strict";
  // The modules "http" and "https": requests go to the made-up network when they end, and answers come back
  // as streams. Servers listen, and nobody comes.
  //
  // Source: Node.js documentation, "HTTP", "HTTPS".

  const { buffer, encodings, emitters: events, hash, stream, turns } = stage.parts;
  const { coded, connection, invalidType, put } = stage.parts.errors;
  const { isFunction, isObject } = stage;
  const MAX_BODY = 16 << 20; // bytes of a request that are kept

  const STATUS_CODES = {
    100: "Continue", 101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
    206: "Partial Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 410: "Gone", 418: "I'm a Teapot",
    429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
  };
  const METHODS = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];
  const MAX_LIVE = 5000; // requests at once: beyond them the last one stands for all
  const plain = { style: "plain", hidden: true };

  // ---- what was asked for

  // Returns an URL's parts, from text, an URL or options, the later ones going first.
  function target(protocol, values) {
    const [first, second] = values.filter((value) => !isFunction(value));
    const isAddress = typeof first === "string" || (isObject(first) && first.searchParams !== undefined);
    const base = isAddress ? fromAddress(String(first), protocol) : {};
    const options = (isAddress ? second : first) ?? {};
    if (!isObject(options)) throw invalidType("options", ["object", "string", "URL"], options);
    const chosen = { ...base };
    for (const name of ["protocol", "hostname", "host", "port", "path", "method", "headers", "auth", "timeout", "socketPath", "agent"]) {
      const value = options[name];
      if (value !== undefined && value !== null) chosen[name] = value;
    }
    return chosen;
  }

  function fromAddress(address, protocol) {
    const parsed = stage.parts.legacyUrl.parse(address);
    if (parsed.protocol === null || !parsed.hostname) throw coded("TypeError", "ERR_INVALID_URL", "Invalid URL");
    if (parsed.protocol !== protocol) throw wrongProtocol(parsed.protocol, protocol);
    return { protocol: parsed.protocol, hostname: parsed.hostname, port: parsed.port ?? undefined, path: parsed.path ?? "/", auth: parsed.auth ?? undefined };
  }

  function wrongProtocol(given, expected) {
    return coded("TypeError", "ERR_INVALID_PROTOCOL", `Protocol "${given}" not supported. Expected "${expected}"`);
  }

  function address({ hostname, host, path, port, protocol }) {
    const name = String(hostname ?? host ?? "localhost");
    const usual = protocol === "https:" ? "443" : "80";
    const shown = port === undefined || String(port) === usual || /:\d+$/.test(name) ? "" : `:${port}`;
    return `${protocol}//${name}${shown}${String(path ?? "/")}`;
  }

  // ---- answers

  const IncomingMessage = stage.interface({
    ...plain, name: "IncomingMessage", path: "http.IncomingMessage", parent: stream.Readable,
    methods: { setTimeout: (state) => state.self },
  });

  function respond(state, answer) {
    const { body, headers, status, statusText } = answer;
    const response = IncomingMessage.make({ source: (own) => {
      if (body.length > 0) stream.push(own, buffer.make(body));
      stream.push(own, null);
    } });
    put(response, {
      statusCode: status, statusMessage: statusText, headers: { ...headers }, rawHeaders: Object.entries(headers).flat(),
      httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1, trailers: {}, complete: true, aborted: false,
      url: "", method: null, req: state.self, socket: state.socket, connection: state.socket,
    });
    put(state.self, { res: response });
    if (!events.emit(state, "response", response)) stream.Readable.state(response).input = undefined;
  }

  // ---- requests

  let live = 0;
  let last; // the request that was made last
  stage.onStart(() => {
    live = 0;
    last = undefined;
  });

  function open(state, protocol, values) {
    const chosen = target(protocol, values);
    chosen.protocol ??= protocol;
    if (chosen.protocol !== protocol) throw wrongProtocol(chosen.protocol, protocol);
    state.chosen = chosen;
    state.headers = new Map();
    for (const [name, value] of headerPairs(chosen.headers)) setHeader(state, name, value);
    if (chosen.auth !== undefined && !state.headers.has("authorization")) {
      setHeader(state, "Authorization", `Basic ${stage.text.utf8Encode(String(chosen.auth)).toBase64()}`);
    }
    state.body = [];
    state.size = 0;
    state.staysOpen = true;
    live++;
    state.sink = { write: (chunk) => take(state, encodings.bytesOf(chunk)), end: () => void turns.turn(() => send(state)) };
    const callback = values.find(isFunction);
    if (callback !== undefined) stage.call(state.self.once, state.self, "response", callback);
    state.socket = stage.parts.net?.idle() ?? null;
    put(state.self, { method: String(chosen.method ?? "GET").toUpperCase(), path: String(chosen.path ?? "/"), host: String(chosen.hostname ?? chosen.host ?? "localhost"), protocol, socket: state.socket });
    turns.tick(() => events.emit(state, "socket", state.socket));
  }

  function headerPairs(headers) {
    if (!isObject(headers)) return [];
    if (!Array.isArray(headers)) return Object.keys(headers).map((name) => [name, headers[name]]);
    const flat = Array.from(headers).flat();
    return flat.flatMap((name, i) => (i % 2 === 0 ? [[String(name), flat[i + 1]]] : []));
  }

  function setHeader(state, name, value) {
    if (value === undefined) throw coded("TypeError", "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "undefined" for header "${String(name)}"`);
    if (state.headers.size < 200) state.headers.set(String(name).toLowerCase(), [String(name), value]);
    return state.self;
  }

  function take(state, bytes) {
    if (bytes === undefined || state.size > MAX_BODY) return;
    state.size += bytes.length;
    state.body.push(bytes.slice());
  }

  function send(state) {
    live--;
    if (state.isDestroyed || state.isSent) return;
    state.isSent = true;
    const headers = {};
    for (const [name, value] of state.headers.values()) headers[name] = Array.isArray(value) ? Array.from(value, String).join(", ") : String(value);
    const body = hash.joined(state.body);
    const { chosen } = state;
    const answer = stage.http({
      client: `${chosen.protocol.slice(0, -1)}.request`, method: state.self.method, url: address(chosen), headers,
      body: body.length > 0 ? body : undefined, details: chosen.socketPath ? { socket: String(chosen.socketPath) } : undefined,
    });
    if (answer.error) return stream.fail(state, refused(chosen));
    return respond(state, answer);
  }

  function refused({ hostname, host, port, protocol }) {
    return connection("ECONNREFUSED", "connect", String(hostname ?? host ?? "127.0.0.1"), Number(port ?? (protocol === "https:" ? 443 : 80)));
  }

  const OutgoingMessage = stage.interface({
    ...plain, name: "OutgoingMessage", path: "http.OutgoingMessage", parent: stream.Writable, create() {},
    methods: {
      setHeader: (state, name, value) => setHeader(state, name, value),
      appendHeader: (state, name, value) => setHeader(state, name, value),
      getHeader: (state, name) => state.headers?.get(String(name).toLowerCase())?.[1],
      getHeaders: (state) => Object.fromEntries([...(state.headers ?? [])].map(([name, [, value]]) => [name, value])),
      getHeaderNames: (state) => [...(state.headers ?? new Map()).keys()],
      hasHeader: (state, name) => Boolean(state.headers?.has(String(name).toLowerCase())),
      removeHeader: (state, name) => void state.headers?.delete(String(name).toLowerCase()),
      flushHeaders() {},
      setNoDelay() {},
      setSocketKeepAlive() {},
      setTimeout(state, _ms, callback) {
        if (isFunction(callback)) stage.call(state.self.once, state.self, "timeout", callback);
        return state.self;
      },
      abort: (state) => void stream.destroy(state),
    },
    attributes: {
      headersSent: (state) => Boolean(state.isSent),
      finished: (state) => stream.outputOf(state).isEnded,
      aborted: (state) => Boolean(state.isDestroyed),
    },
  });
  const ClientRequest = stage.interface({
    ...plain, name: "ClientRequest", path: "http.ClientRequest", parent: OutgoingMessage,
    create: (state, ...values) => open(state, "http:", values),
  });

  function request(protocol, values) {
    if (live >= MAX_LIVE) return last;
    const made = ClientRequest.make({});
    open(ClientRequest.state(made), protocol, values);
    return (last = made);
  }

  // ---- servers and agents

  const Agent = stage.interface({
    ...plain, name: "Agent", path: "http.Agent", parent: events.handle,
    create(state, options) {
      put(state.self, { options: isObject(options) ? options : {}, maxSockets: Infinity, keepAlive: Boolean(options?.keepAlive), sockets: {}, requests: {} });
    },
    methods: { destroy() {} },
  });

  function api(name, protocol) {
    const agent = stage.construct(Agent.constructor);
    return stage.namespace({
      name,
      methods: {
        request: (...values) => request(protocol, values),
        get(...values) {
          const made = request(protocol, values);
          stage.call(made.end, made);
          return made;
        },
        createServer: (...values) => stage.parts.net.server(name, "request", values),
        setMaxIdleHTTPParsers() {},
        validateHeaderName() {},
        validateHeaderValue() {},
      },
      values: {
        Agent: Agent.constructor, ClientRequest: ClientRequest.constructor, IncomingMessage: IncomingMessage.constructor,
        OutgoingMessage: OutgoingMessage.constructor, METHODS, STATUS_CODES, globalAgent: agent, maxHeaderSize: 16384,
        Server: stage.parts.net.Server.constructor,
      },
    });
  }

  stage.parts.define("http", () => api("http", "http:"));
  stage.parts.define("https", () => api("https", "https:"));
})
