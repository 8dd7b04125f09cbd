(function (stage) {
  "use strict";
  // MessageChannel and BroadcastChannel: messages are copied when they are posted, and come as tasks of their own.
  //
  // Source: HTML Standard, section 9.4.

  const { EventTarget, fire, getHandler, setHandler } = stage.parts.events;
  const { clone } = stage.parts.clone;

  const MAX_WAITING = 10_000; // messages of one port
  const MAX_CHANNELS = 1000;
  const MAX_SHOWN = 4000; // characters of a message that a trace shows

  // A message as text, without running code of the guest's.
  function show(data) {
    return typeof data === "string" ? data : stage.guestParts.inspect.inspect(data, MAX_SHOWN).text;
  }

  function tell(operation, target, data, details = {}) {
    stage.effect("message", operation, target, details, show(data));
  }

  function deliver(port) {
    if (!port.started || port.closed) return;
    const { waiting } = port;
    port.waiting = [];
    for (const data of waiting) {
      stage.later(0, () => {
        if (!port.closed) fire(port.self, "message", { data, origin: "" }, "MessageEvent");
      });
    }
  }

  function post(port, data) {
    const other = port.other;
    if (other === undefined || other.closed || other.waiting.length >= MAX_WAITING) return;
    other.waiting.push(data);
    deliver(other);
  }

  const MessagePort = stage.interface({
    name: "MessagePort",
    parent: EventTarget,
    attributes: {
      onmessage: {
        get: (s) => getHandler(s, "message"),
        set(s, value) {
          setHandler(s, "message", value);
          s.started = true;
          deliver(s);
        },
      },
    },
    events: ["messageerror", "close"],
    methods: {
      close(s) {
        s.closed = true;
      },
      postMessage(s, message, _transfer = undefined) {
        const copy = clone(message, "Failed to execute 'postMessage' on 'MessagePort'");
        tell("postMessage", "MessagePort", copy);
        post(s, copy);
      },
      start(s) {
        s.started = true;
        deliver(s);
      },
    },
  });

  function makePort() {
    return MessagePort.make({ waiting: [], started: false, closed: false, other: undefined });
  }

  // Two ports of which each has what the other is given.
  function makePair() {
    const pair = [makePort(), makePort()];
    const [first, second] = pair.map((port) => MessagePort.state(port));
    first.other = second;
    second.other = first;
    return pair;
  }

  stage.interface({
    name: "MessageChannel",
    create(state) {
      [state.port1, state.port2] = makePair();
    },
    attributes: { port1: (s) => s.port1, port2: (s) => s.port2 },
  });

  const channels = new Set();
  stage.onStart(() => {
    if (channels.size > 0) channels.clear();
  });

  function broadcast(from, data) {
    for (const channel of channels) {
      if (channel === from || channel.name !== from.name) continue;
      stage.later(0, () => {
        if (channels.has(channel)) fire(channel.self, "message", { data }, "MessageEvent");
      });
    }
  }

  stage.interface({
    name: "BroadcastChannel",
    parent: EventTarget,
    create(state, name) {
      state.name = String(name);
      if (channels.size < MAX_CHANNELS) channels.add(state);
    },
    attributes: { name: (s) => s.name },
    events: ["message", "messageerror"],
    methods: {
      close(s) {
        channels.delete(s);
      },
      postMessage(s, message) {
        const copy = clone(message, "Failed to execute 'postMessage' on 'BroadcastChannel'");
        tell("broadcast", s.name, copy);
        broadcast(s, copy);
      },
    },
  });

  stage.parts.messaging = { tell, show, makePair };
})
