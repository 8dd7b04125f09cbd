(function (stage) {
  "use strict";
  // What a window asks of the person in front of it, and of the browser around it: dialogs, new windows, printing,
  // messages to itself. Everybody always says yes.
  //
  // Source: HTML Standard, sections 7.2.2 and 8.9.

  const { guest } = stage;
  const { fire } = stage.parts.events;
  const { tell } = stage.parts.messaging;
  const { clone } = stage.parts.clone;
  const place = stage.parts.location;

  const MAX_MESSAGES = 100_000; // that a window has posted to itself
  let posted = 0;
  stage.onStart(() => {
    posted = 0;
  });

  function open(url = "", target = "_blank", features = "") {
    const text = String(url);
    const name = String(target);
    const details = { client: "window.open", target: name };
    const wanted = String(features);
    if (wanted !== "") details.features = wanted;
    if (text !== "" && place.resolve(text) === null) {
      throw stage.domException(
        "SyntaxError", `Failed to execute 'open' on 'Window': Unable to open a window with invalid URL '${text.slice(0, 2000)}'.`,
      );
    }
    const isHere = ["_self", "_top", "_parent"].includes(name.toLowerCase());
    const address = text === "" ? "about:blank" : place.navigate(text, details, isHere);
    if (isHere) return guest;
    if (/(^|[\s,])no(opener|referrer)\b/.test(wanted)) return null;
    return stage.parts.windows.make({ url: address, opener: guest });
  }

  function targetOf(options) {
    if (!stage.isObject(options)) return options === undefined ? "/" : String(options);
    const { targetOrigin } = options;
    return targetOrigin === undefined ? "/" : String(targetOrigin);
  }

  function postMessage(message, options = undefined) {
    if (arguments.length === 0) {
      throw stage.error(
        "TypeError", "Failed to execute 'postMessage' on 'Window': 1 argument required, but only 0 present.",
      );
    }
    const target = targetOf(options);
    const copy = clone(message, "Failed to execute 'postMessage' on 'Window'");
    tell("postMessage", target, copy, { to: "window" });
    const origin = place.origin();
    const isForUs = target === "*" || target === "/" || target.replace(/\/$/, "") === origin;
    if (!isForUs || posted++ >= MAX_MESSAGES) return;
    stage.later(0, () => fire(guest, "message", { data: copy, origin, source: guest }, "MessageEvent"));
  }

  stage.namespace({
    name: "window",
    object: guest,
    methods: {
      alert(message = "") {
        String(message);
      },
      blur() {},
      captureEvents() {},
      close() {},
      confirm(message = "") {
        String(message);
        return true;
      },
      find: () => false,
      focus() {},
      open,
      postMessage,
      print() {},
      prompt(message = "", initial = "") {
        String(message);
        return String(initial);
      },
      releaseEvents() {},
      stop() {},
    },
  });
})
