(function (stage) {
  "use strict";
  // history: entries of this page, with their states.
  //
  // Source: HTML Standard, section 7.2.5.

  const { guest } = stage;
  const { fire } = stage.parts.events;
  const { originOf, serialize } = stage.parts.urlParser;
  const { clone } = stage.parts.clone;
  const place = stage.parts.location;

  const BEFORE = 2; // pages that the tab has been to
  const MAX_ENTRIES = 50; // as in Chrome

  let entries;
  let at = 0;
  let restoration = "auto";
  stage.onStart(() => {
    entries = undefined;
    at = 0;
    restoration = "auto";
  });

  function list() {
    entries ??= [{ state: null, url: place.current() }];
    return entries;
  }

  function change(operation, data, url) {
    const state = clone(data, `Failed to execute '${operation}' on 'History'`);
    const record = url === undefined || url === null ? place.current() : place.resolve(String(url));
    if (record === null || originOf(record) !== place.origin()) {
      const shown = record === null ? String(url) : serialize(record);
      throw stage.domException(
        "SecurityError",
        `Failed to execute '${operation}' on 'History': A history state object with URL '${shown.slice(0, 2000)}' cannot be created in a document with origin '${place.origin()}' and URL '${place.href()}'.`,
      );
    }
    place.replaceRecord(record);
    return { state, url: record };
  }

  function go(delta) {
    const target = at + delta;
    if (delta === 0 || list()[target] === undefined) return;
    stage.later(0, () => {
      const entry = list()[target];
      if (entry === undefined) return;
      at = target;
      place.replaceRecord(entry.url);
      fire(guest, "popstate", { state: entry.state }, "PopStateEvent");
    });
  }

  const History = stage.interface({
    name: "History",
    path: "history",
    attributes: {
      length: () => list().length + BEFORE,
      scrollRestoration: {
        get: () => restoration,
        set(s, value) {
          const text = String(value);
          if (text === "auto" || text === "manual") restoration = text;
        },
      },
      state: () => list()[at].state,
    },
    methods: {
      back: () => go(-1),
      forward: () => go(1),
      go: (s, delta = 0) => go(Number(delta) | 0),
      pushState(s, data, _title, url = null) {
        list();
        const entry = change("pushState", data, url);
        entries.length = at + 1;
        entries.push(entry);
        if (entries.length > MAX_ENTRIES) entries.shift();
        at = entries.length - 1;
      },
      replaceState(s, data, _title, url = null) {
        list();
        entries[at] = change("replaceState", data, url);
      },
    },
  });

  const history = History.make({});
  stage.accessor(guest, "history", "window.history", () => history);
})
