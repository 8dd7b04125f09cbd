(function (stage) {
  "use strict";
  // The module "http2": sessions whose requests go to the made-up network.
  //
  // Source: Node.js documentation, "HTTP/2".

  const { buffer, encodings, emitters: events, hash, stream, turns } = stage.parts;
  const { connection, put } = stage.parts.errors;
  const plain = { style: "plain", hidden: true };

  const ClientStream = stage.interface({
    ...plain, name: "ClientHttp2Stream", path: "http2.ClientHttp2Stream", parent: stream.Duplex, create() {},
    methods: { close() {}, setTimeout() {} },
  });
  const Session = stage.interface({
    ...plain, name: "ClientHttp2Session", path: "http2.ClientHttp2Session", parent: events.handle,
    methods: {
      request(state, headers) {
        const made = ClientStream.make({});
        prepare(ClientStream.state(made), state, headers ?? {});
        return made;
      },
      close(state, callback) {
        turns.answer(callback);
        turns.turn(() => events.emit(state, "close"));
      },
      destroy: (state) => void turns.turn(() => events.emit(state, "close")),
      ping: () => true,
      ref() {},
      unref() {},
      setTimeout() {},
    },
  });

  function prepare(own, session, headers) {
    const pieces = [];
    const names = Object.keys(headers).filter((name) => !name.startsWith(":"));
    const request = {
      client: "http2.request", method: String(headers[":method"] ?? "GET"), url: `${session.authority}${String(headers[":path"] ?? "/")}`,
      headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
    };
    own.sink = { write: (chunk) => void pieces.push(encodings.bytesOf(chunk).slice()), end: () => void send() };
    const send = () => turns.turn(() => {
      if (own.isSent) return;
      own.isSent = true;
      answer(own, stage.http({ ...request, body: pieces.length > 0 ? hash.joined(pieces) : undefined }), session);
    });
    if (/^(?:GET|HEAD|DELETE)$/i.test(request.method)) send(); // node ends these by itself
  }

  function answer(own, { body, error, headers, status }, session) {
    if (error) return stream.fail(own, connection("ECONNREFUSED", "connect", session.authority, 443));
    events.emit(own, "response", { ":status": status, ...headers }, 0);
    if (body.length > 0) stream.push(own, buffer.make(body));
    return stream.push(own, null);
  }

  function connect(authority, ...values) {
    const made = Session.make({ authority: String(authority?.href ?? authority).replace(/\/$/, "") });
    const callback = values.find(stage.isFunction);
    if (callback !== undefined) stage.call(made.once, made, "connect", callback);
    turns.turn(() => events.send(made, "connect", made));
    return put(made, { closed: false, destroyed: false });
  }

  stage.parts.define("http2", () => stage.namespace({
    name: "http2",
    methods: {
      connect,
      createServer: (...values) => stage.parts.net.server("http2", "stream", values),
      createSecureServer: (...values) => stage.parts.net.server("http2", "stream", values),
    },
    values: { constants: { HTTP2_HEADER_METHOD: ":method", HTTP2_HEADER_PATH: ":path", HTTP2_HEADER_STATUS: ":status", NGHTTP2_CANCEL: 8 } },
  }));
})
