(function (stage) {
  "use strict";
  // fetch: the request is recorded, and the made-up network answers it.
  //
  // Source: Fetch Standard, section 5.6.

  const { error } = stage;
  const { Request, fillRequest, makeResponse } = stage.parts.fetchTypes;
  const { serialize } = stage.parts.urlParser;
  const headers = stage.parts.headers;
  const { follow, stateOf } = stage.parts.abort;

  const MIN_LATENCY = 18; // ms
  const MAX_LATENCY = 90;

  const latency = () => MIN_LATENCY + stage.chance() * (MAX_LATENCY - MIN_LATENCY);

  // The network says no more than this; node has the reason in `cause`.
  function failure(code) {
    if (stage.persona !== "node") return error("TypeError", "Failed to fetch");
    const cause = error("Error", code === "connection" ? "connect ECONNREFUSED" : "unknown scheme", {
      code: code === "connection" ? "ECONNREFUSED" : "ERR_INVALID_URL_SCHEME",
    });
    return error("TypeError", "fetch failed", { cause });
  }

  // Returns the fields and bytes of an answer, or undefined if there is none.
  function answer(request) {
    const url = serialize(request.record, true);
    const { scheme } = request.record;
    if (scheme === "http" || scheme === "https") {
      const got = stage.http({
        client: "fetch", method: request.method, url, headers: headers.plain(request.headers),
        body: request.bytes ?? undefined, async: true,
      });
      if (got.error) return undefined;
      const lines = Object.entries(got.headers);
      return { bytes: got.body, fields: { status: got.status, statusText: got.statusText, lines, url: got.url } };
    }
    const local = stage.parts.objectUrls.read(url);
    if (local === undefined) {
      stage.effect("network", request.method, url, { client: "fetch" });
      return undefined;
    }
    const lines = [["content-type", local.mime], ["content-length", String(local.bytes.length)]];
    return { bytes: local.bytes, fields: { statusText: "OK", lines, url } };
  }

  function start(request, waiter) {
    const signal = stateOf(request.signal);
    if (signal?.aborted) {
      waiter.reject(signal.reason);
      return;
    }
    const got = answer(request);
    const timer = stage.later(latency(), () => {
      if (got === undefined) waiter.reject(failure("connection"));
      else waiter.resolve(responseOf(got, kindOf(request)));
    });
    if (signal !== undefined) {
      follow(signal, () => {
        stage.cancel(timer);
        waiter.reject(signal.reason);
      });
    }
  }

  function kindOf(request) {
    const page = stage.parts.pageUrl?.();
    if (page === undefined) return "basic";
    const { originOf } = stage.parts.urlParser;
    if (originOf(page) === originOf(request.record)) return "basic";
    return request.mode === "no-cors" ? "opaque" : "cors";
  }

  // Of an opaque response a page sees nothing.
  function responseOf({ bytes, fields }, kind) {
    return kind === "opaque" ? makeResponse(null, { kind, status: 0 }) : makeResponse(bytes, { ...fields, kind });
  }

  function fetch(input, init = undefined) {
    const waiter = stage.promise();
    try {
      const made = Request.make({});
      const state = Request.state(made);
      fillRequest(state, input, init);
      start(state, waiter);
    } catch (thrown) {
      waiter.reject(thrown);
    }
    return waiter.promise;
  }

  stage.global("fetch", stage.function("fetch", fetch));
  stage.parts.fetch = { latency };
})
