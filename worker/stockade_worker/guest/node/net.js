(function (stage) {
  "use strict";
  // The modules "net", "tls" and "dgram": connections to the made-up network, on which nobody speaks.
  //
  // Source: Node.js documentation, "Net", "TLS", "UDP/datagram sockets".

  const { buffer, encodings, emitters: events, stream, turns } = stage.parts;
  const { connection, invalidType, put } = stage.parts.errors;
  const { isFunction, isObject } = stage;
  const plain = { style: "plain", hidden: true };
  const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/;
  const V6 = /^(?=.*:)[0-9a-f:]+(?:%\w+)?$|^::ffff:\d+\.\d+\.\d+\.\d+$/i;

  const isIP = (text) => (V4.test(String(text)) && !String(text).endsWith(".") ? 4 : V6.test(String(text)) ? 6 : 0);

  // ---- sockets

  // Takes (port, host, callback), (path, callback) or (options, callback) apart.
  function target(values) {
    const [first, second] = values;
    const callback = values.find(isFunction);
    if (isObject(first) && !isFunction(first)) return { host: first.host ?? first.hostname, port: first.port, path: first.path, callback };
    if (typeof first === "string" && !/^\d+$/.test(first)) return { path: first, callback };
    return { host: typeof second === "string" ? second : undefined, port: first, callback };
  }

  function connect(state, client, protocol, values) {
    const { callback, host = "localhost", path, port } = target(values);
    if (path === undefined && typeof port !== "number" && typeof port !== "string") {
      throw invalidType("options.port", ["number", "string"], port);
    }
    const opened = path === undefined
      ? stage.connect({ host: String(host), port: Number(port), protocol, client })
      : stage.connect({ host: String(path), port: 0, protocol: "unix", client });
    if (callback !== undefined) stage.call(state.self.once, state.self, protocol === "tls" ? "secureConnect" : "connect", callback);
    state.connection = opened;
    state.sink = { write: (chunk) => answer(state, opened.send(encodings.bytesOf(chunk).slice())), end: () => void stream.push(state, null) };
    turns.turn(() => settle(state, opened, host, port, protocol));
    return state.self;
  }

  function answer(state, bytes) {
    if (bytes?.length > 0) stream.push(state, buffer.make(bytes));
  }

  function settle(state, opened, host, port, protocol) {
    if (opened.error) {
      stream.fail(state, connection(opened.error, "connect", String(host), port));
      return stream.destroy(state);
    }
    put(state.self, {
      remoteAddress: opened.address, remotePort: opened.port, remoteFamily: "IPv4", localAddress: opened.local_address,
      localPort: opened.local_port, connecting: false,
    });
    events.emit(state, "connect");
    if (protocol === "tls") events.emit(state, "secureConnect");
    return events.emit(state, "ready");
  }

  const same = (state) => state.self;
  const SOCKET = {
    connect: (state, ...values) => connect(state, "net.Socket.connect", "tcp", values),
    setTimeout(state, _ms, callback) {
      if (isFunction(callback)) stage.call(state.self.once, state.self, "timeout", callback);
      return state.self;
    },
    setNoDelay: same,
    setKeepAlive: same,
    ref: same,
    unref: same,
    address: (state) => ({ address: state.connection?.local_address, family: "IPv4", port: state.connection?.local_port }),
    destroySoon: (state) => void stream.destroy(state),
  };
  const Socket = stage.interface({ ...plain, name: "Socket", path: "net.Socket", parent: stream.Duplex, create() {}, methods: SOCKET });
  const TLSSocket = stage.interface({
    ...plain, name: "TLSSocket", path: "tls.TLSSocket", parent: Socket, create() {},
    attributes: { encrypted: () => true, authorized: () => true },
    methods: {
      getPeerCertificate: () => ({ subject: { CN: "localhost" }, issuer: { O: "Let's Encrypt", CN: "R11" }, fingerprint: "" }),
      getProtocol: () => "TLSv1.3",
      getCipher: () => ({ name: "TLS_AES_256_GCM_SHA384", version: "TLSv1.3" }),
    },
  });

  function opened(handle, client, protocol, values) {
    const made = handle.make({});
    connect(handle.state(made), client, protocol, values);
    return made;
  }

  // ---- servers

  const Server = stage.interface({
    ...plain, name: "Server", path: "net.Server", parent: events.handle,
    create: (state, ...values) => begin(state, "net", "connection", values),
    methods: {
      listen(state, ...values) {
        const { callback, host, path, port = 0 } = target(values);
        const where = path === undefined ? `tcp://${host ?? "0.0.0.0"}:${Number(port) || 0}` : `unix://${path}`;
        stage.effect("network", "listen", where, { client: `${state.module ?? "net"}.Server.listen` });
        state.port = Number(port) || 40000 + Math.floor(stage.chance() * 20000);
        put(state.self, { listening: true });
        if (callback !== undefined) stage.call(state.self.once, state.self, "listening", callback);
        turns.turn(() => events.emit(state, "listening"));
        return state.self;
      },
      address: (state) => (state.port === undefined ? null : { address: "0.0.0.0", family: "IPv4", port: state.port }),
      close(state, callback) {
        put(state.self, { listening: false });
        turns.answer(callback);
        turns.turn(() => events.emit(state, "close"));
        return state.self;
      },
      ref: same,
      unref: same,
    },
  });

  function begin(state, module, type, values) {
    state.module = module;
    const callback = values.find(isFunction);
    if (callback !== undefined) stage.call(state.self.on, state.self, type, callback);
  }

  function server(module, type, values) {
    const made = Server.make({});
    begin(Server.state(made), module, type, values);
    return made;
  }

  // ---- datagrams

  const Datagrams = stage.interface({
    ...plain, name: "Socket", path: "dgram.Socket", parent: events.handle,
    methods: {
      bind(state, ...values) {
        const { callback, host, port = 0 } = target(values);
        stage.effect("network", "listen", `udp://${host ?? "0.0.0.0"}:${Number(port) || 0}`, { client: "dgram.Socket.bind" });
        if (callback !== undefined) stage.call(state.self.once, state.self, "listening", callback);
        turns.turn(() => events.emit(state, "listening"));
        return state.self;
      },
      send(state, message, ...values) {
        const numbers = values.filter((value) => typeof value === "number");
        const port = numbers.length >= 3 ? numbers[2] : numbers[0] ?? state.port;
        const host = values.find((value) => typeof value === "string") ?? "127.0.0.1";
        const bytes = encodings.bytesOf(Array.isArray(message) ? message[0] : message) ?? new Uint8Array(0);
        stage.connect({ host, port, protocol: "udp", client: "dgram.Socket.send" }).send(bytes.slice());
        turns.answer(values.find(isFunction), null, bytes.length);
      },
      connect(state, port, _host, callback) {
        state.port = port;
        turns.answer(callback);
      },
      address: () => ({ address: "0.0.0.0", family: "IPv4", port: 40000 }),
      close(state, callback) {
        turns.answer(callback);
        turns.turn(() => events.emit(state, "close"));
        return state.self;
      },
      setBroadcast() {},
      setMulticastTTL() {},
      addMembership() {},
      ref: same,
      unref: same,
    },
  });

  stage.parts.net = { Server, Socket, idle: () => Socket.make({}), isIP, server };

  stage.parts.define("net", () => stage.namespace({
    name: "net",
    methods: {
      connect: (...values) => opened(Socket, "net.connect", "tcp", values),
      createConnection: (...values) => opened(Socket, "net.connect", "tcp", values),
      createServer: (...values) => server("net", "connection", values),
      isIP,
      isIPv4: (text) => isIP(text) === 4,
      isIPv6: (text) => isIP(text) === 6,
    },
    values: { Socket: Socket.constructor, Stream: Socket.constructor, Server: Server.constructor },
  }));
  stage.parts.define("tls", () => stage.namespace({
    name: "tls",
    methods: {
      connect: (...values) => opened(TLSSocket, "tls.connect", "tls", values),
      createServer: (...values) => server("tls", "secureConnection", values),
      createSecureContext: () => ({}),
      checkServerIdentity() {},
      getCiphers: () => ["tls_aes_256_gcm_sha384", "tls_aes_128_gcm_sha256"],
    },
    values: { TLSSocket: TLSSocket.constructor, Server: Server.constructor, rootCertificates: [], DEFAULT_MAX_VERSION: "TLSv1.3", DEFAULT_MIN_VERSION: "TLSv1.2" },
  }));
  stage.parts.define("dgram", () => stage.namespace({
    name: "dgram",
    methods: {
      createSocket(_type, callback) {
        const made = Datagrams.make({});
        if (isFunction(callback)) stage.call(made.on, made, "message", callback);
        return made;
      },
    },
    values: { Socket: Datagrams.constructor },
  }));
})
