(function (stage) {
  "use strict";
  // location: where the page is, and what it asks to be taken to. Nothing is ever left: a navigation is recorded,
  // and the page goes on. Text of javascript: URLs runs.
  //
  // Source: HTML Standard, sections 7.2.4 and 7.4.

  const { guest } = stage;
  const { fire } = stage.parts.events;
  const { originOf, parse, serialize } = stage.parts.urlParser;
  const urlParts = stage.parts.urlParts;

  const FALLBACK = "https://www.example.com/";
  const MAX_SCRIPTS = 10_000; // javascript: URLs that run

  let record; // of the page's address; made when it is first asked for
  let isLeaving = false;
  let scripts = 0;
  stage.onStart(() => {
    record = undefined;
    isLeaving = false;
    scripts = 0;
  });

  function current() {
    record ??= parse(stage.profile.url) ?? parse(FALLBACK);
    return record;
  }

  function resolve(text) {
    return parse(text, stage.parts.baseUrl?.() ?? current());
  }

  function runScript(text) {
    if (scripts++ >= MAX_SCRIPTS) return;
    stage.later(0, () => {
      try {
        stage.evaluate(text, "script");
      } catch (thrown) {
        stage.parts.events.report(thrown);
      }
    });
  }

  // Events that a page gets when it is left, once: payloads wait for them.
  function leave() {
    if (isLeaving) return;
    isLeaving = true;
    stage.later(0, () => {
      fire(guest, "beforeunload", { cancelable: true }, "BeforeUnloadEvent");
      fire(guest, "pagehide", { persisted: false }, "PageTransitionEvent");
      fire(guest, "unload");
    });
  }

  // Goes where a text says. Returns the whole address, or undefined if it is none.
  function navigate(text, details = {}, isOwn = false) {
    const url = resolve(text);
    if (url === null) return undefined;
    const address = serialize(url);
    if (url.scheme === "javascript") {
      stage.effect("dynamic_code", "javascript: URL", address, details);
      runScript(stage.parts.urlHost.decode(address.slice("javascript:".length)));
      return address;
    }
    stage.effect("network", "navigate", address, details);
    if (isOwn) leave();
    return address;
  }

  function setFragment(url) {
    const before = serialize(current());
    record = url;
    const after = serialize(url);
    if (before === after) return;
    stage.later(0, () => {
      fire(guest, "hashchange", { oldURL: before, newURL: after }, "HashChangeEvent");
    });
  }

  function isSamePage(url) {
    return url.fragment !== null && serialize(url, true) === serialize(current(), true);
  }

  function go(value, method) {
    const text = String(value);
    const url = resolve(text);
    if (url === null) {
      throw stage.domException(
        "SyntaxError", `Failed to ${method} on 'Location': '${text.slice(0, 2000)}' is not a valid URL.`,
      );
    }
    if (isSamePage(url)) setFragment(url);
    else navigate(text, { client: "location" }, true);
  }

  function setPart(name, value) {
    const url = { ...current(), path: Array.isArray(current().path) ? [...current().path] : current().path };
    urlParts[name].set(url, String(value));
    if (name === "hash") setFragment(url);
    else navigate(serialize(url), { client: "location" }, true);
  }

  const attributes = {
    href: {
      get: () => serialize(current()),
      set: (s, value) => go(value, "set the 'href' property"),
    },
    origin: () => originOf(current()),
  };
  for (const name of ["protocol", "host", "hostname", "port", "pathname", "search", "hash"]) {
    attributes[name] = { get: () => urlParts[name].get(current()), set: (s, value) => setPart(name, value) };
  }

  const StringList = stage.interface({
    name: "DOMStringList",
    attributes: { length: (s) => s.items.length },
    methods: {
      contains(s, text) {
        return s.items.includes(String(text));
      },
      item(s, at) {
        return s.items[Number(at) >>> 0] ?? null;
      },
    },
  });

  function stringList(items) {
    const made = StringList.make({ items });
    items.forEach((item, at) => Reflect.defineProperty(made, at, { value: item, enumerable: true, configurable: true }));
    return made;
  }
  stage.parts.stringList = stringList;
  const ancestors = stringList([]);

  const Location = stage.interface({
    name: "Location",
    path: "location",
    attributes: { ...attributes, ancestorOrigins: () => ancestors },
    methods: {
      assign(s, url) {
        go(url, "execute 'assign'");
      },
      reload() {
        stage.effect("network", "navigate", serialize(current()), { client: "location.reload" });
      },
      replace(s, url) {
        go(url, "execute 'replace'");
      },
      toString: () => serialize(current()),
    },
  });
  const location = Location.make({});

  // In a browser these are the object's own and can't be changed; here they are the prototype's functions.
  for (const name of [...Object.keys(attributes), "ancestorOrigins", "assign", "reload", "replace", "toString"]) {
    const descriptor = Object.getOwnPropertyDescriptor(Location.prototype, name);
    Reflect.deleteProperty(Location.prototype, name);
    if ("value" in descriptor) descriptor.writable = false;
    Reflect.defineProperty(location, name, { ...descriptor, configurable: false });
  }

  stage.accessor(guest, "location", "window.location", () => location, (_self, value) => go(value, "set the 'href' property"));

  stage.parts.pageUrl = () => stage.parts.baseUrl?.() ?? current();
  stage.parts.location = {
    location,
    navigate,
    resolve,
    current,
    go: (value) => go(value, "set the 'href' property"),
    href: () => serialize(current()),
    origin: () => originOf(current()),
    isSecure: () => current().scheme === "https" || /^(localhost|127\.)/.test(current().host ?? ""),
    // For history: the address changes, and nothing is loaded.
    replaceRecord(url) {
      record = url;
    },
  };
})
