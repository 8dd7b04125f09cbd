(function (stage) {
  "use strict";
  // Headers: a list of header lines, combined and in order of their names when they are shown.
  //
  // Source: Fetch Standard, section 5.1.

  const { error, isFunction, isObject } = stage;

  const MAX_HEADERS = 1000;
  const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const FORBIDDEN = new Set(
    ("accept-charset accept-encoding access-control-request-headers access-control-request-method connection " +
      "content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer " +
      "transfer-encoding upgrade via").split(" "),
  );

  function isForbidden(name) {
    return FORBIDDEN.has(name) || name.startsWith("proxy-") || name.startsWith("sec-");
  }

  function readName(value, what) {
    const name = String(value);
    if (!NAME.test(name)) throw error("TypeError", `Failed to ${what}: Invalid name`);
    return name.toLowerCase();
  }

  function readValue(value, what) {
    const text = String(value).replace(/^[\t\n\r ]+/, "").replace(/[\t\n\r ]{1,1000}$/, "");
    if (/[\0\n\r]|[^\x00-\xff]/.test(text)) throw error("TypeError", `Failed to ${what}: Invalid value`);
    return text;
  }

  function append(state, name, value) {
    if (state.guard === "request" && isForbidden(name)) return;
    if (state.lines.length < MAX_HEADERS) state.lines.push([name, value]);
  }

  function set(state, name, value) {
    if (state.guard === "request" && isForbidden(name)) return;
    const at = state.lines.findIndex((line) => line[0] === name);
    if (at < 0) {
      append(state, name, value);
      return;
    }
    state.lines = state.lines.filter((line, i) => i <= at || line[0] !== name);
    state.lines[at] = [name, value];
  }

  function get(state, name) {
    const values = state.lines.filter((line) => line[0] === name).map((line) => line[1]);
    return values.length === 0 ? null : values.join(", ");
  }

  function sorted(state) {
    const names = [...new Set(state.lines.map((line) => line[0]))].sort();
    return names.map((name) => [name, get(state, name)]);
  }

  const CONSTRUCT = "construct 'Headers'";

  function fill(state, init) {
    if (init === undefined || init === null) return;
    const own = Headers.state(init);
    if (own !== undefined) {
      for (const [name, value] of own.lines) append(state, name, value);
      return;
    }
    if (!isObject(init)) {
      throw error(
        "TypeError",
        "Failed to construct 'Headers': The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
      );
    }
    const pairs = isFunction(init[Symbol.iterator])
      ? Array.from(init, (pair) => Array.from(pair))
      : Object.keys(init).map((key) => [key, init[key]]);
    for (const pair of pairs) {
      if (pair.length !== 2) throw error("TypeError", `Failed to ${CONSTRUCT}: Invalid value`);
      append(state, readName(pair[0], CONSTRUCT), readValue(pair[1], CONSTRUCT));
    }
  }

  const Headers = stage.interface({
    name: "Headers",
    create(state, init = undefined) {
      state.lines = [];
      fill(state, init);
    },
    methods: {
      append(s, name, value) {
        const what = "execute 'append' on 'Headers'";
        append(s, readName(name, what), readValue(value, what));
      },
      delete(s, name) {
        const key = readName(name, "execute 'delete' on 'Headers'");
        s.lines = s.lines.filter((line) => line[0] !== key);
      },
      get: (s, name) => get(s, readName(name, "execute 'get' on 'Headers'")),
      has(s, name) {
        const key = readName(name, "execute 'has' on 'Headers'");
        return s.lines.some((line) => line[0] === key);
      },
      set(s, name, value) {
        const what = "execute 'set' on 'Headers'";
        set(s, readName(name, what), readValue(value, what));
      },
      getSetCookie: (s) => s.lines.filter((line) => line[0] === "set-cookie").map((line) => line[1]),
      ...stage.parts.iteration.methods("Headers", sorted),
    },
  });
  stage.parts.iteration.alias(Headers, "entries");

  // Makes Headers of lines of ours; `guard` "request" keeps out what only the browser may set.
  function make(lines, guard = "none") {
    return Headers.make({ lines, guard });
  }

  // Returns {name: value}, for stage.http.
  function plain(headers) {
    return Object.fromEntries(sorted(Headers.state(headers)));
  }

  stage.parts.headers = {
    Headers, make, plain, isForbidden, readName, readValue,
    fill: (headers, init) => fill(Headers.state(headers), init),
    get: (headers, name) => get(Headers.state(headers), name),
    add: (headers, name, value) => append(Headers.state(headers), name, value),
  };
})
