(function (stage) {
  "use strict";
  // Other windows: what window.open gives, and the window of a frame. Each inherits everything from the guest's
  // global object, so its builtins are there, and has a location, a document and a place among windows of its own.
  //
  // Source: HTML Standard, section 7.2.2.

  const { guest } = stage;
  const { tell } = stage.parts.messaging;
  const { clone } = stage.parts.clone;

  const MAX_WINDOWS = 1000;
  let count = 0;
  stage.onStart(() => {
    count = 0;
  });

  // A document of which only what is written into it matters.
  function bareDocument(path) {
    const inject = (text) => stage.effect("dom_injection", "document.write", path, {}, String(text));
    return stage.namespace({
      name: "document",
      path: `${path}.document`,
      methods: {
        write: (...pieces) => inject(pieces.map(String).join("")),
        writeln: (...pieces) => inject(pieces.map(String).join("") + "\n"),
        open() {},
        close() {},
      },
      values: { title: "", cookie: "", body: null, readyState: "complete" },
    });
  }

  function bareLocation(path, url, go) {
    const made = stage.namespace({
      name: "location",
      path: `${path}.location`,
      methods: { assign: (to) => go(to), replace: (to) => go(to), reload() {}, toString: () => url() },
      attributes: { href: { get: () => url(), set: (to) => go(to) } },
    });
    return made;
  }

  // options: {url, parent, top, frameElement, opener, document, path}; returns a guest object.
  function make({ url, opener = null, parent, frameElement = null, document, path = "window.open" }) {
    if (count++ > MAX_WINDOWS) return null;
    const made = Object.create(guest);
    let address = url;
    let isClosed = false;
    const go = (to) => {
      address = stage.parts.location.navigate(String(to), { client: path }) ?? address;
    };
    const place = bareLocation(path, () => address, go);
    const page = document ?? bareDocument(path);
    const value = (name, given) =>
      Reflect.defineProperty(made, name, { value: given, writable: true, enumerable: true, configurable: true });
    for (const name of ["window", "self", "frames"]) value(name, made);
    value("parent", parent ?? made);
    value("top", parent === undefined ? made : guest);
    value("opener", opener);
    value("frameElement", frameElement);
    value("document", page);
    value("name", "");
    value("length", 0);
    stage.accessor(made, "location", `${path}.location`, () => place, (_self, to) => go(to));
    stage.accessor(made, "closed", `${path}.closed`, () => isClosed);
    stage.namespace({
      name: path,
      object: made,
      methods: {
        close() {
          isClosed = true;
        },
        focus() {},
        blur() {},
        postMessage(message, targetOrigin = "/") {
          const copy = clone(message, "Failed to execute 'postMessage' on 'Window'");
          tell("postMessage", String(targetOrigin), copy, { to: path });
        },
      },
    });
    return made;
  }

  stage.parts.windows = { make };
})
