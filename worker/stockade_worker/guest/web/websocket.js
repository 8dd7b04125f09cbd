(function (stage) {
  "use strict";
  // WebSocket and EventSource. A connection is recorded, opens or fails as the policy's answers say, and then the
  // other side says nothing.
  //
  // Source: WebSockets Standard; HTML Standard, section 9.2.

  const { domException } = stage;
  const { EventTarget, fire } = stage.parts.events;
  const { parse, serialize } = stage.parts.urlParser;

  const STATES = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const MAX_REASON = 123; // bytes

  function syntaxError(message) {
    return domException("SyntaxError", `Failed to construct 'WebSocket': ${message}`);
  }

  function readUrl(value) {
    const text = String(value).toWellFormed();
    const record = parse(text, stage.parts.pageUrl?.() ?? null);
    if (record === null) throw syntaxError(`The URL '${text.slice(0, 2000)}' is invalid.`);
    record.scheme = { http: "ws", https: "wss" }[record.scheme] ?? record.scheme;
    if (record.scheme !== "ws" && record.scheme !== "wss") {
      throw syntaxError(`The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '${record.scheme}' is not allowed.`);
    }
    if (record.fragment !== null) {
      throw syntaxError(
        `The URL contains a fragment identifier ('${record.fragment.slice(0, 200)}'). Fragment identifiers are not allowed in WebSocket URLs.`,
      );
    }
    return record;
  }

  function readProtocols(value) {
    const list = value === undefined ? [] : stage.isObject(value) ? Array.from(value, String) : [String(value)];
    const wrong = list.find((protocol) => !TOKEN.test(protocol));
    if (wrong !== undefined) throw syntaxError(`The subprotocol '${wrong.slice(0, 200)}' is invalid.`);
    if (new Set(list).size !== list.length) throw syntaxError("The subprotocol list contains duplicates.");
    return list;
  }

  function connected(state) {
    if (state.ready !== STATES.CONNECTING) return;
    if (stage.answers.http === "success") {
      state.ready = STATES.OPEN;
      [state.protocol = ""] = state.protocols;
      fire(state.self, "open");
      return;
    }
    state.ready = STATES.CLOSED;
    fire(state.self, "error");
    fire(state.self, "close", { code: 1006, reason: "", wasClean: false }, "CloseEvent");
  }

  function shut(state, code, reason) {
    if (state.ready >= STATES.CLOSING) return;
    const wasOpen = state.ready === STATES.OPEN;
    state.ready = STATES.CLOSING;
    stage.later(stage.parts.fetch.latency(), () => {
      state.ready = STATES.CLOSED;
      const init = wasOpen ? { code: code ?? 1005, reason, wasClean: true } : { code: 1006, reason: "" };
      if (!wasOpen) fire(state.self, "error");
      fire(state.self, "close", init, "CloseEvent");
    });
  }

  stage.interface({
    name: "WebSocket",
    parent: EventTarget,
    constants: STATES,
    create(state, url, protocols = undefined) {
      state.record = readUrl(url);
      state.protocols = readProtocols(protocols);
      state.url = serialize(state.record);
      state.ready = STATES.CONNECTING;
      state.protocol = "";
      state.binaryType = "blob";
      const details = { client: "WebSocket" };
      if (state.protocols.length > 0) details.protocols = state.protocols.join(", ");
      stage.effect("network", "connect", state.url, details);
      stage.later(stage.parts.fetch.latency(), () => connected(state));
    },
    attributes: {
      url: (s) => s.url,
      readyState: (s) => s.ready,
      bufferedAmount: () => 0,
      extensions: (s) => (s.ready === STATES.OPEN ? "permessage-deflate" : ""),
      protocol: (s) => s.protocol,
      binaryType: {
        get: (s) => s.binaryType,
        set(s, value) {
          const text = String(value);
          if (text === "blob" || text === "arraybuffer") s.binaryType = text;
        },
      },
    },
    events: ["open", "error", "close", "message"],
    methods: {
      close(s, code = undefined, reason = "") {
        const number = code === undefined ? undefined : Number(code) & 0xffff;
        const text = String(reason);
        const where = "Failed to execute 'close' on 'WebSocket'";
        if (number !== undefined && number !== 1000 && (number < 3000 || number > 4999)) {
          throw domException(
            "InvalidAccessError",
            `${where}: The close code must be either 1000, or between 3000 and 4999. ${number} is neither.`,
          );
        }
        if (stage.text.utf8Encode(text).length > MAX_REASON) {
          throw domException("SyntaxError", `${where}: The close reason must not be greater than 123 UTF-8 bytes.`);
        }
        shut(s, number, text);
      },
      send(s, data) {
        if (s.ready === STATES.CONNECTING) {
          throw domException("InvalidStateError", "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.");
        }
        const { bytes } = stage.parts.body.extract(data);
        if (s.ready === STATES.OPEN) stage.effect("network", "send", s.url, { client: "WebSocket" }, bytes);
      },
    },
  });

  const SOURCE_STATES = { CONNECTING: 0, OPEN: 1, CLOSED: 2 };

  stage.interface({
    name: "EventSource",
    parent: EventTarget,
    constants: SOURCE_STATES,
    create(state, url, options = undefined) {
      const text = String(url).toWellFormed();
      const record = parse(text, stage.parts.pageUrl?.() ?? null);
      if (record === null) {
        throw domException(
          "SyntaxError", `Failed to construct 'EventSource': Cannot open an EventSource to '${text.slice(0, 2000)}'. The URL is invalid.`,
        );
      }
      state.withCredentials = stage.isObject(options) && Boolean(options.withCredentials);
      state.record = record;
      state.ready = SOURCE_STATES.CONNECTING;
      const answer = stage.http({
        client: "EventSource", method: "GET", url: serialize(record), headers: { accept: "text/event-stream" }, async: true,
      });
      stage.later(stage.parts.fetch.latency(), () => {
        if (state.ready === SOURCE_STATES.CLOSED) return;
        const isOpen = !answer.error && answer.status === 200;
        state.ready = isOpen ? SOURCE_STATES.OPEN : SOURCE_STATES.CLOSED;
        fire(state.self, isOpen ? "open" : "error");
      });
    },
    attributes: {
      url: (s) => serialize(s.record),
      withCredentials: (s) => s.withCredentials,
      readyState: (s) => s.ready,
    },
    events: ["open", "message", "error"],
    methods: {
      close(s) {
        s.ready = SOURCE_STATES.CLOSED;
      },
    },
  });
})
