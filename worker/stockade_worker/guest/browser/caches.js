(function (stage) {
  "use strict";
  // caches and cookieStore: what a page keeps beside its storage.
  //
  // Source: Service Workers, section 5; Cookie Store API.

  const { error } = stage;
  const { EventTarget } = stage.parts.events;

  const MAX_ENTRIES = 10_000;
  let stores = new Map(); // name -> Map of URL -> response
  stage.onStart(() => {
    if (stores.size > 0) stores = new Map();
  });

  function addressOf(request) {
    const state = stage.parts.fetchTypes.Request.state(request);
    if (state !== undefined) return stage.parts.urlParser.serialize(state.record, true);
    return stage.parts.urlParser.resolve(String(request), stage.parts.location.href()) ?? String(request);
  }

  function tell(operation, target) {
    stage.effect("storage", `caches.${operation}`, target);
  }

  // Has the guest's own fetch get it, as Cache does.
  function add(s, requests) {
    for (const request of requests) {
      const url = addressOf(request);
      tell("add", `${s.name}/${url}`);
      const answer = stage.http({ client: "caches", method: "GET", url, headers: {}, async: true });
      if (answer.error) return stage.rejected(error("TypeError", "Failed to fetch"));
      const lines = Object.entries(answer.headers);
      put(s, url, stage.parts.fetchTypes.makeResponse(answer.body, { status: answer.status, lines, url }));
    }
    return stage.resolved(undefined);
  }

  function put(s, url, response) {
    if (s.entries.size < MAX_ENTRIES) s.entries.set(url, response);
  }

  const Cache = stage.interface({
    name: "Cache",
    methods: {
      add: (s, request) => add(s, [request]),
      addAll: (s, requests) => add(s, Array.from(requests)),
      delete: (s, request, _options = undefined) => stage.resolved(s.entries.delete(addressOf(request))),
      keys: (s) => stage.resolved([...s.entries.keys()]),
      match: (s, request, _options = undefined) => stage.resolved(s.entries.get(addressOf(request))),
      put(s, request, response) {
        const url = addressOf(request);
        tell("put", `${s.name}/${url}`);
        put(s, url, response);
        return stage.resolved(undefined);
      },
    },
  });

  const CacheStorage = stage.interface({
    name: "CacheStorage",
    path: "caches",
    methods: {
      delete: (s, name) => stage.resolved(stores.delete(String(name))),
      has: (s, name) => stage.resolved(stores.has(String(name))),
      keys: () => stage.resolved([...stores.keys()]),
      match(s, request, _options = undefined) {
        const url = addressOf(request);
        return stage.resolved([...stores.values()].find((entries) => entries.has(url))?.get(url));
      },
      open(s, name) {
        const text = String(name);
        tell("open", text);
        if (!stores.has(text) && stores.size < MAX_ENTRIES) stores.set(text, new Map());
        return stage.resolved(Cache.make({ name: text, entries: stores.get(text) ?? new Map() }));
      },
    },
  });
  const caches = CacheStorage.make({});
  stage.accessor(stage.guest, "caches", "window.caches", () => caches);

  // ---- cookies, which are the document's

  const cookieText = () => String(stage.guest.document?.cookie ?? "");

  function pairs() {
    return cookieText().split("; ").filter((text) => text !== "").map((text) => {
      const at = text.indexOf("=");
      return at < 0 ? { name: "", value: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
    });
  }

  function setCookie(text) {
    if (stage.isObject(stage.guest.document)) stage.guest.document.cookie = text;
    return stage.resolved(undefined);
  }

  const nameOf = (given) => (stage.isObject(given) ? String(given.name) : String(given));

  const CookieStore = stage.interface({
    name: "CookieStore",
    path: "cookieStore",
    parent: EventTarget,
    events: ["change"],
    methods: {
      delete: (s, name) => setCookie(`${nameOf(name)}=; expires=Thu, 01 Jan 1970 00:00:00 GMT`),
      get(s, name) {
        const wanted = nameOf(name);
        return stage.resolved(pairs().find((pair) => pair.name === wanted) ?? null);
      },
      getAll: (s, _name = undefined) => stage.resolved(pairs()),
      set: (s, name, value = undefined) =>
        setCookie(stage.isObject(name) ? `${String(name.name)}=${String(name.value)}` : `${String(name)}=${String(value)}`),
    },
  });
  const cookieStore = CookieStore.make({});
  stage.accessor(stage.guest, "cookieStore", "window.cookieStore", () => cookieStore);
})
