(function (stage) {
  "use strict";
  // Packages that samples require and that are no part of node: thin clients of the made-up network. What is
  // not here is not installed, as far as a sample can tell.
  //
  // Sources: the packages' documentation on npm: axios, node-fetch, request, dotenv, ws.

  const { buffer, encodings, emitters: events, packages, querystring, stream, turns } = stage.parts;
  const { errnoOf, put } = stage.parts.errors;
  const { isFunction, isObject } = stage;

  // ---- what the clients share

  // Returns {body, type} of what is to be sent: text, bytes, a form or an object as JSON.
  function sent(data) {
    if (data === undefined || data === null) return {};
    if (typeof data === "string") return { body: data, type: "application/x-www-form-urlencoded" };
    const bytes = stage.readBytes(data);
    if (bytes !== undefined) return { body: bytes.slice(), type: "application/octet-stream" };
    if (!isObject(data)) return { body: String(data), type: "text/plain" };
    const isForm = stage.guest.URLSearchParams !== undefined && data instanceof stage.guest.URLSearchParams;
    if (isForm) return { body: String(data), type: "application/x-www-form-urlencoded" };
    return { body: JSON.stringify(data), type: "application/json" };
  }

  function headersOf(given, type) {
    const headers = {};
    for (const name of isObject(given) ? Object.keys(given).slice(0, 100) : []) headers[name] = String(given[name]);
    const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
    return type === undefined || hasType ? headers : { "Content-Type": type, ...headers };
  }

  function withQuery(url, params) {
    const query = isObject(params) ? querystring.stringify(params) : "";
    return query === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${query}`;
  }

  const whole = (base, url) => (base && !/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? `${String(base).replace(/\/$/, "")}/${url.replace(/^\//, "")}` : url);

  function refusal(url) {
    const host = /^\w+:\/\/([^/?#]*)/.exec(url)?.[1] ?? "";
    const error = stage.error("Error", `connect ECONNREFUSED ${host}`);
    return put(error, { errno: -errnoOf("ECONNREFUSED"), code: "ECONNREFUSED", syscall: "connect" });
  }

  function json(text) {
    try {
      return stage.adopt(JSON.parse(text));
    } catch {
      return text;
    }
  }

  // ---- axios

  function axiosData(answer, kind) {
    if (kind === "arraybuffer") return buffer.make(answer.body);
    if (kind === "stream") return stream.Readable.make({ source(own) {
      stream.push(own, buffer.make(answer.body));
      stream.push(own, null);
    } });
    const text = stage.text.utf8Decode(answer.body);
    return kind === "text" ? text : json(text);
  }

  function axiosError(error, response, config) {
    return put(error, { name: "AxiosError", isAxiosError: true, config, response, request: {} });
  }

  function axiosSend(config) {
    const url = withQuery(whole(config.baseURL, String(config.url)), config.params);
    const { body, type } = sent(config.data);
    const answer = stage.http({ client: "axios", method: String(config.method ?? "get"), url, headers: headersOf(config.headers, type), body });
    if (answer.error) throw axiosError(refusal(url), undefined, config.own);
    const response = {
      data: axiosData(answer, config.responseType), status: answer.status, statusText: answer.statusText, headers: answer.headers,
      config: config.own, request: {},
    };
    const isGood = isFunction(config.validateStatus) ? stage.call(config.validateStatus, undefined, answer.status) : answer.ok;
    if (isGood) return response;
    throw axiosError(stage.error("Error", `Request failed with status code ${answer.status}`), response, config.own);
  }

  const CONFIG = ["baseURL", "data", "headers", "method", "params", "responseType", "url", "validateStatus"];

  // Reads what is known of the guest's configuration, each once.
  function configured(defaults, own, more) {
    const config = { ...defaults, own };
    for (const name of CONFIG) if (isObject(own) && own[name] !== undefined) config[name] = own[name];
    return { ...config, ...more };
  }

  function axios(defaults) {
    const send = (config) => turns.promised(() => axiosSend(config));
    const request = (url, own) => (isObject(url) ? send(configured(defaults, url)) : send(configured(defaults, own, { url })));
    const methods = { request, create: (own) => axios(configured(defaults, own)), isAxiosError: (error) => Boolean(error?.isAxiosError), isCancel: () => false };
    for (const method of ["get", "delete", "head", "options"]) methods[method] = (url, own) => send(configured(defaults, own, { method, url }));
    for (const method of ["post", "put", "patch"]) methods[method] = (url, data, own) => send(configured(defaults, own, { method, url, data }));
    const made = stage.function("axios", request);
    const interceptors = Object.fromEntries(["request", "response"].map((kind) => [kind, stage.namespace({ name: kind, path: "axios.interceptors", methods: { use: () => 0, eject() {} } })]));
    stage.namespace({ name: "axios", object: made, methods, values: { defaults: { headers: { common: {} } }, interceptors, VERSION: "1.7.9" } });
    return put(made, { default: made });
  }

  packages.axios = () => axios({});

  // ---- request

  function request(method) {
    return (first, ...rest) => {
      const callback = rest.findLast(isFunction);
      const options = isObject(first) ? first : isObject(rest[0]) && rest[0] !== callback ? rest[0] : {};
      const url = withQuery(whole(options.baseUrl, String(isObject(first) ? first.url?.href ?? first.url ?? first.uri : first)), options.qs);
      const { body, type } = sent(isObject(options.form) ? querystring.stringify(options.form) : isObject(options.json) ? options.json : options.body);
      const made = stream.Readable.make({});
      turns.turn(() => {
        const answer = stage.http({ client: "request", method: String(options.method ?? method), url, headers: headersOf(options.headers, type), body });
        finish(stream.Readable.state(made), answer, options, callback, url);
      });
      return made;
    };
  }

  function finish(state, answer, options, callback, url) {
    if (answer.error) {
      if (isFunction(callback)) stage.call(callback, undefined, refusal(url));
      else stream.fail(state, refusal(url));
      return;
    }
    const text = stage.text.utf8Decode(answer.body);
    const body = options.encoding === null ? buffer.make(answer.body) : options.json ? json(text) : text;
    const response = stage.adopt({ statusCode: answer.status, statusMessage: answer.statusText, headers: answer.headers, body });
    events.emit(state, "response", response);
    if (isFunction(callback)) stage.call(callback, undefined, null, response, body);
    stream.push(state, buffer.make(answer.body));
    stream.push(state, null);
  }

  packages.request = () => {
    const made = stage.function("request", request("GET"));
    const methods = { get: request("GET"), post: request("POST"), put: request("PUT"), delete: request("DELETE"), head: request("HEAD"), defaults: () => made };
    return stage.namespace({ name: "request", object: made, methods });
  };

  // ---- others

  packages["node-fetch"] = () => put(stage.function("node-fetch", (...values) => stage.call(stage.guest.fetch, undefined, ...values)), { default: stage.guest.fetch });
  packages.dotenv = () => stage.namespace({
    name: "dotenv", methods: { config: () => ({ parsed: { ...stage.profile.secrets } }), parse: () => ({}) },
  });

  const Socket = stage.interface({
    name: "WebSocket", path: "ws.WebSocket", style: "plain", hidden: true, parent: events.handle,
    create(state, url) {
      const parts = stage.parts.legacyUrl.parse(String(url));
      state.connection = stage.connect({ host: parts.hostname ?? "localhost", port: parts.port ?? (parts.protocol === "wss:" ? 443 : 80), protocol: "ws", client: "ws" });
      put(state.self, { url: String(url), readyState: 0 });
      turns.turn(() => {
        put(state.self, { readyState: state.connection.error ? 3 : 1 });
        if (state.connection.error) events.emit(state, "error", refusal(String(url)));
        else events.emit(state, "open");
      });
    },
    constants: { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 },
    methods: {
      send: (state, data) => void state.connection.send((encodings.bytesOf(data) ?? stage.text.utf8Encode(String(data))).slice()),
      ping() {},
      close: (state) => void turns.turn(() => events.emit(state, "close", 1000)),
      terminate: (state) => void turns.turn(() => events.emit(state, "close", 1006)),
    },
  });
  packages.ws = () => put(Socket.constructor, { WebSocket: Socket.constructor, default: Socket.constructor });
})
