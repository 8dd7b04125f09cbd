(function (stage) {
  "use strict";
  // Request and Response.
  //
  // Source: Fetch Standard, sections 5.3 and 5.4.

  const { error, isObject } = stage;
  const headers = stage.parts.headers;
  const body = stage.parts.body;

  const UPPER = /^(delete|get|head|options|post|put)$/i;
  const FORBIDDEN = /^(connect|trace|track)$/i;
  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const NULL_BODY = new Set([101, 103, 204, 205, 304]);

  const writeJson = stage.builtins.JSON.stringify; // before the guest can replace it

  // ---- Request

  function resolve(value) {
    const text = String(value).toWellFormed();
    const { parse } = stage.parts.urlParser;
    const record = parse(text, stage.parts.pageUrl?.() ?? null);
    if (record === null) throw error("TypeError", `Failed to parse URL from ${text.slice(0, 2000)}`);
    if (record.username !== "" || record.password !== "") {
      throw error(
        "TypeError",
        `Failed to execute 'fetch' on 'Window': Request cannot be constructed from a URL that includes credentials: ${text.slice(0, 2000)}`,
      );
    }
    return record;
  }

  function readMethod(value) {
    const method = String(value);
    if (!TOKEN.test(method)) {
      throw error("TypeError", `Failed to construct 'Request': '${method.slice(0, 100)}' is not a valid HTTP method.`);
    }
    if (FORBIDDEN.test(method)) {
      throw error("TypeError", `Failed to construct 'Request': '${method}' HTTP method is unsupported.`);
    }
    return UPPER.test(method) ? method.toUpperCase() : method;
  }

  const ENUMS = {
    mode: ["cors", ["cors", "no-cors", "same-origin", "navigate"], "RequestMode"],
    credentials: ["same-origin", ["omit", "same-origin", "include"], "RequestCredentials"],
    cache: ["default", ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"], "RequestCache"],
    redirect: ["follow", ["follow", "error", "manual"], "RequestRedirect"],
    referrerPolicy: ["", null, "ReferrerPolicy"],
    integrity: ["", null],
    keepalive: [false, null],
  };

  function readEnums(state, init, source) {
    for (const name of Object.keys(ENUMS)) {
      const [initial, allowed, type] = ENUMS[name];
      const given = init[name];
      state[name] = source?.[name] ?? initial;
      if (given === undefined) continue;
      const value = typeof initial === "boolean" ? Boolean(given) : String(given);
      if (allowed !== null && !allowed.includes(value)) {
        throw error(
          "TypeError",
          `Failed to construct 'Request': The provided value '${value.slice(0, 100)}' is not a valid enum value of type ${type}.`,
        );
      }
      state[name] = value;
    }
  }

  function readBody(state, init, source) {
    const given = init.body;
    let sent = source?.bytes === undefined ? null : source.bytes;
    let type = null;
    if (given !== undefined && given !== null) {
      if (state.method === "GET" || state.method === "HEAD") {
        throw error("TypeError", "Failed to construct 'Request': Request with GET/HEAD method cannot have body.");
      }
      const extracted = body.extract(given);
      sent = extracted.bytes;
      type = extracted.type;
    } else if (source !== undefined && sent !== null) {
      source.used = true;
    }
    if (type !== null && headers.get(state.headers, "content-type") === null) {
      headers.add(state.headers, "content-type", type);
    }
    Object.assign(state, bodyFields(state, "Request", sent));
  }

  function bodyFields(state, name, bytes) {
    return { bodyOf: name, bytes, used: false, stream: undefined, contentType: () => headers.get(state.headers, "content-type") };
  }

  function fillRequest(state, input, given) {
    const init = isObject(given) ? given : {};
    const source = Request.state(input);
    if (source !== undefined && body.isUsed(source)) {
      throw error(
        "TypeError",
        "Failed to construct 'Request': Cannot construct a Request with a Request object that has already been used.",
      );
    }
    state.record = source === undefined ? resolve(input) : source.record;
    state.method = init.method === undefined ? source?.method ?? "GET" : readMethod(init.method);
    state.headers = headers.make(source === undefined ? [] : [...headers.Headers.state(source.headers).lines], "request");
    if (init.headers !== undefined) {
      headers.Headers.state(state.headers).lines = [];
      headers.fill(state.headers, init.headers);
    }
    readEnums(state, init, source);
    state.signal = init.signal ?? source?.signal ?? stage.parts.abort.makeSignal();
    readBody(state, init, source);
  }

  const Request = stage.interface({
    name: "Request",
    create(state, input, init = undefined) {
      fillRequest(state, input, init);
    },
    attributes: {
      method: (s) => s.method,
      url: (s) => stage.parts.urlParser.serialize(s.record),
      headers: (s) => s.headers,
      destination: () => "",
      referrer: () => "about:client",
      referrerPolicy: (s) => s.referrerPolicy,
      mode: (s) => s.mode,
      credentials: (s) => s.credentials,
      cache: (s) => s.cache,
      redirect: (s) => s.redirect,
      integrity: (s) => s.integrity,
      keepalive: (s) => s.keepalive,
      signal: (s) => s.signal,
      duplex: () => "half",
      isHistoryNavigation: () => false,
      ...body.attributes,
    },
    methods: {
      clone(s) {
        if (body.isUsed(s)) {
          throw error("TypeError", "Failed to execute 'clone' on 'Request': Request body is already used");
        }
        const made = Request.make({ ...copyOf(s), record: s.record, method: s.method, signal: s.signal });
        const state = Request.state(made);
        for (const name of Object.keys(ENUMS)) state[name] = s[name];
        return made;
      },
      ...body.methods,
    },
  });

  // What a clone of either has: headers of its own, and the same bytes.
  function copyOf(state) {
    const own = headers.Headers.state(state.headers);
    const copy = headers.make([...own.lines], own.guard);
    return {
      headers: copy, bytes: state.bytes, bodyOf: state.bodyOf, used: false, stream: undefined,
      contentType: () => headers.get(copy, "content-type"),
    };
  }

  // ---- Response

  function start(state, bytes, { status = 200, statusText = "", lines = [], url = "", kind = "default", redirected = false }) {
    state.status = status;
    state.statusText = statusText;
    state.headers = headers.make(lines);
    state.url = url;
    state.kind = kind;
    state.redirected = redirected;
    Object.assign(state, bodyFields(state, "Response", bytes));
  }

  function readStatus(init) {
    const status = init.status === undefined ? 200 : Number(init.status) & 0xffff;
    if (status < 200 || status > 599) {
      throw error(
        "RangeError",
        `Failed to construct 'Response': The status provided (${status}) is outside the range [200, 599].`,
      );
    }
    return { status, statusText: init.statusText === undefined ? "" : String(init.statusText) };
  }

  function fillResponse(state, given, init) {
    const options = isObject(init) ? init : {};
    const read = readStatus(options);
    const lines = options.headers;
    const isStreamed = stage.parts.streams.stateOf(given) !== undefined;
    const nothing = { bytes: isStreamed ? new Uint8Array(0) : null, type: null };
    const extracted = given === null || given === undefined || isStreamed ? nothing : body.extract(given);
    if (extracted.bytes !== null && NULL_BODY.has(read.status)) {
      throw error("TypeError", "Failed to construct 'Response': Response with null body status cannot have body");
    }
    start(state, extracted.bytes, read);
    if (isStreamed) Object.assign(state, { isStreamed, stream: given });
    headers.fill(state.headers, lines);
    if (extracted.type !== null && headers.get(state.headers, "content-type") === null) {
      headers.add(state.headers, "content-type", extracted.type);
    }
  }

  const Response = stage.interface({
    name: "Response",
    create(state, given = null, init = undefined) {
      fillResponse(state, given, init);
    },
    attributes: {
      type: (s) => s.kind,
      url: (s) => s.url,
      redirected: (s) => s.redirected,
      status: (s) => s.status,
      ok: (s) => s.status >= 200 && s.status < 300,
      statusText: (s) => s.statusText,
      headers: (s) => s.headers,
      ...body.attributes,
    },
    methods: {
      clone(s) {
        if (body.isUsed(s)) {
          throw error("TypeError", "Failed to execute 'clone' on 'Response': Response body is already used");
        }
        const { status, statusText, url, kind, redirected } = s;
        return Response.make({ ...copyOf(s), status, statusText, url, kind, redirected });
      },
      ...body.methods,
    },
    statics: {
      error() {
        return makeResponse(null, { status: 0, kind: "error" });
      },
      json(data, init = undefined) {
        const text = stage.call(writeJson, undefined, data);
        const made = makeResponse(null, {});
        fillResponse(Response.state(made), String(text), init);
        const state = Response.state(made);
        headers.Headers.state(state.headers).lines = [["content-type", "application/json"]];
        return made;
      },
      redirect(url, status = 302) {
        const location = stage.parts.urlParser.serialize(resolve(url));
        return makeResponse(null, { status: Number(status), lines: [["location", location]] });
      },
    },
  });

  function makeResponse(bytes, fields) {
    const made = Response.make({});
    start(Response.state(made), bytes, fields);
    return made;
  }

  stage.parts.fetchTypes = { Request, Response, fillRequest, makeResponse };
})
