(function (stage) {
  "use strict";
  // XMLHttpRequest, synchronous and not.
  //
  // Source: XMLHttpRequest Standard.

  const { domException } = stage;
  const { EventTarget, fire } = stage.parts.events;
  const { parse, serialize } = stage.parts.urlParser;
  const headers = stage.parts.headers;

  const STATES = { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 };
  const EVENTS = ["abort", "error", "load", "loadend", "loadstart", "progress", "timeout"];
  const TYPES = ["", "arraybuffer", "blob", "document", "json", "text"];
  const NORMAL = /^(delete|get|head|options|post|put)$/i;
  const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const FORBIDDEN = /^(connect|trace|track)$/i;

  const parseText = stage.builtins.JSON.parse; // before the guest can replace it

  const XhrEventTarget = stage.interface({ name: "XMLHttpRequestEventTarget", parent: EventTarget, events: EVENTS });
  const Upload = stage.interface({ name: "XMLHttpRequestUpload", parent: XhrEventTarget });

  const at = (method) => `Failed to execute '${method}' on 'XMLHttpRequest'`;
  const invalid = (message) => domException("InvalidStateError", message);

  function reset(s) {
    Object.assign(s, { status: 0, statusText: "", answer: undefined, headerLines: [], url: "", made: undefined, failed: false });
  }

  function open(s, method, url, isAsync, user, password) {
    const verb = String(method);
    if (!TOKEN.test(verb)) throw domException("SyntaxError", `${at("open")}: '${verb.slice(0, 100)}' is not a valid HTTP method.`);
    if (FORBIDDEN.test(verb)) throw domException("SecurityError", `${at("open")}: '${verb}' HTTP method is unsupported.`);
    const record = parse(String(url).toWellFormed(), stage.parts.pageUrl());
    if (record === null) throw domException("SyntaxError", `${at("open")}: Invalid URL`);
    if (user !== undefined && user !== null) record.username = String(user);
    if (password !== undefined && password !== null) record.password = String(password);
    stop(s);
    reset(s);
    Object.assign(s, {
      method: NORMAL.test(verb) ? verb.toUpperCase() : verb, record, isAsync, sent: false, uploadDone: false,
      request: headers.make([], "request"),
    });
    changeState(s, STATES.OPENED);
  }

  function stop(s) {
    if (s.timer !== undefined) stage.cancel(s.timer);
    s.timer = undefined;
    s.turn++; // what is under way has an older number, and ends
  }

  function changeState(s, ready) {
    s.ready = ready;
    fire(s.self, "readystatechange");
  }

  function progress(s, type, loaded, total) {
    fire(s.self, type, { lengthComputable: total > 0, loaded, total }, "ProgressEvent");
  }

  // ---- the answer

  function ask(s, body) {
    const url = serialize(s.record, true);
    const { scheme } = s.record;
    if (scheme === "http" || scheme === "https") {
      const answer = stage.http({
        client: "XMLHttpRequest", method: s.method, url, headers: headers.plain(s.request), body: body?.bytes, async: s.isAsync,
      });
      return answer.error ? undefined : answer;
    }
    const local = stage.parts.objectUrls.read(url);
    if (local === undefined) {
      stage.effect("network", s.method, url, { client: "XMLHttpRequest" });
      return undefined;
    }
    return { status: 200, statusText: "OK", headers: { "content-type": local.mime }, body: local.bytes, url };
  }

  function take(s, answer) {
    s.answer = answer;
    s.status = answer.status;
    s.statusText = answer.statusText;
    s.headerLines = Object.entries(answer.headers);
    s.url = answer.url;
  }

  // Each step may run code of the guest's that opens, aborts or sends anew: then the rest is not for us.
  function finish(s, answer) {
    const { turn } = s;
    const goesOn = () => s.turn === turn;
    s.timer = undefined;
    if (answer === undefined) {
      fail(s, "error");
      return;
    }
    const size = answer.body.length;
    if (s.hasUploadListeners) upload(s, s.sentSize);
    if (!goesOn()) return;
    take(s, answer);
    changeState(s, STATES.HEADERS_RECEIVED);
    if (goesOn() && size > 0) changeState(s, STATES.LOADING);
    if (goesOn()) progress(s, "progress", size, size);
    if (goesOn()) changeState(s, STATES.DONE);
    if (goesOn()) progress(s, "load", size, size);
    if (goesOn()) progress(s, "loadend", size, size);
  }

  function upload(s, size) {
    const target = s.upload;
    for (const type of ["progress", "load", "loadend"]) {
      fire(target, type, { lengthComputable: true, loaded: size, total: size }, "ProgressEvent");
    }
  }

  function fail(s, type) {
    reset(s);
    s.failed = true;
    const { turn } = s;
    changeState(s, STATES.DONE);
    if (s.turn === turn) progress(s, type, 0, 0);
    if (s.turn === turn) progress(s, "loadend", 0, 0);
  }

  function send(s, given) {
    if (s.ready !== STATES.OPENED || s.sent) throw invalid(`${at("send")}: The object's state must be OPENED.`);
    const hasBody = given !== null && given !== undefined && s.method !== "GET" && s.method !== "HEAD";
    const body = hasBody ? extract(given) : undefined;
    if (body?.type && headers.get(s.request, "content-type") === null) headers.add(s.request, "content-type", body.type);
    s.sent = true;
    s.sentSize = body?.bytes.length ?? 0;
    s.hasUploadListeners = EVENTS.some((type) => stage.parts.events.hasListeners(Upload.state(s.upload), type));
    if (s.isAsync) sendLater(s, body);
    else sendNow(s, body);
  }

  function extract(given) {
    const { dom, domTree, serialise } = stage.parts;
    const node = dom.unwrap(given);
    if (node?.type !== domTree.DOCUMENT) return stage.parts.body.extract(given);
    return { bytes: stage.text.utf8Encode(serialise.xml(node)), type: "application/xml;charset=UTF-8" }; // as its markup
  }

  function sendLater(s, body) {
    const { turn } = s;
    progress(s, "loadstart", 0, 0);
    if (s.turn !== turn || s.ready !== STATES.OPENED) return;
    const answer = ask(s, body);
    s.timer = stage.later(stage.parts.fetch.latency(), () => finish(s, answer));
  }

  function sendNow(s, body) {
    const answer = ask(s, body);
    stage.clock.sleep(stage.parts.fetch.latency());
    if (answer === undefined) {
      reset(s);
      s.ready = STATES.DONE;
      throw domException("NetworkError", `${at("send")}: Failed to load '${serialize(s.record).slice(0, 2000)}'.`);
    }
    take(s, answer);
    const { turn } = s;
    changeState(s, STATES.DONE);
    if (s.turn === turn) progress(s, "load", answer.body.length, answer.body.length);
    if (s.turn === turn) progress(s, "loadend", answer.body.length, answer.body.length);
  }

  // ---- what is read of it

  function headerOf(s, name) {
    const values = s.headerLines.filter((line) => line[0] === name).map((line) => line[1]);
    return values.length === 0 || /^set-cookie2?$/.test(name) ? null : values.join(", ");
  }

  const mimeOf = (s) => s.mime ?? headerOf(s, "content-type") ?? "text/xml";
  const isReadable = (s) => s.ready === STATES.LOADING || s.ready === STATES.DONE;

  function textOf(s) {
    if (s.answer === undefined || !isReadable(s)) return "";
    const charset = /charset=\s*"?([^";\s]{1,40})/i.exec(mimeOf(s))?.[1] ?? "utf-8";
    if (charset.toLowerCase() === "x-user-defined") return userDefined(s.answer.body);
    return stage.parts.encoding.decodeAs(charset, s.answer.body);
  }

  // The upper half of the bytes is in the private use area: the old way to get at bytes.
  function userDefined(bytes) {
    return stage.text.latin1(bytes).replace(/[\x80-\xff]/g, (c) => String.fromCharCode(0xf700 + c.charCodeAt(0)));
  }

  function documentOf(s) {
    return stage.parts.parseDocument(textOf(s), mimeOf(s));
  }

  function makeResponse(s) {
    switch (s.responseType) {
      case "arraybuffer": return stage.buffer(s.answer.body);
      case "blob": return stage.parts.blob.make(s.answer.body, mimeOf(s).toLowerCase());
      case "document": return documentOf(s);
      default: return parsed(s);
    }
  }

  function parsed(s) {
    try {
      return stage.call(parseText, undefined, textOf(s));
    } catch {
      return null;
    }
  }

  function responseOf(s) {
    if (s.responseType === "" || s.responseType === "text") return textOf(s);
    if (s.ready !== STATES.DONE || s.answer === undefined) return null;
    s.made ??= makeResponse(s); // the same object each time
    return s.made;
  }

  stage.interface({
    name: "XMLHttpRequest",
    parent: XhrEventTarget,
    constants: STATES,
    create(s) {
      reset(s);
      Object.assign(s, {
        ready: STATES.UNSENT, responseType: "", timeout: 0, withCredentials: false, turn: 0, timer: undefined, mime: undefined,
        upload: Upload.make({}), sent: false,
      });
    },
    events: ["readystatechange"],
    attributes: {
      readyState: (s) => s.ready,
      timeout: {
        get: (s) => s.timeout,
        set(s, value) {
          s.timeout = Number(value) >>> 0;
        },
      },
      withCredentials: {
        get: (s) => s.withCredentials,
        set(s, value) {
          s.withCredentials = Boolean(value);
        },
      },
      upload: (s) => s.upload,
      responseURL: (s) => s.url,
      status: (s) => s.status,
      statusText: (s) => s.statusText,
      responseType: {
        get: (s) => s.responseType,
        set(s, value) {
          const text = String(value);
          if (isReadable(s)) {
            throw invalid("Failed to set the 'responseType' property on 'XMLHttpRequest': The response type cannot be set if the object's state is LOADING or DONE.");
          }
          if (TYPES.includes(text)) s.responseType = text;
        },
      },
      response: responseOf,
      responseText(s) {
        if (s.responseType === "" || s.responseType === "text") return textOf(s);
        throw invalid(
          `Failed to read the 'responseText' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'text' (was '${s.responseType}').`,
        );
      },
      responseXML(s) {
        if (s.responseType !== "" && s.responseType !== "document") {
          throw invalid(
            `Failed to read the 'responseXML' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'document' (was '${s.responseType}').`,
          );
        }
        if (s.ready !== STATES.DONE || !/xml|html/.test(mimeOf(s)) || s.answer === undefined) return null;
        s.made ??= documentOf(s);
        return s.made;
      },
    },
    methods: {
      abort(s) {
        const wasUnderWay = s.sent && s.ready !== STATES.DONE && s.ready !== STATES.UNSENT;
        stop(s);
        if (wasUnderWay) fail(s, "abort");
        if (s.ready === STATES.DONE) s.ready = STATES.UNSENT;
      },
      getAllResponseHeaders: (s) =>
        s.headerLines.map(([name, value]) => `${name}: ${value}\r\n`).sort().join(""),
      getResponseHeader: (s, name) => headerOf(s, String(name).toLowerCase()),
      open(s, method, url, isAsync = true, user = undefined, password = undefined) {
        open(s, method, url, arguments.length < 4 || Boolean(isAsync), user, password);
      },
      overrideMimeType(s, mime) {
        if (isReadable(s)) throw invalid(`${at("overrideMimeType")}: MimeType cannot be overridden when the state is LOADING or DONE.`);
        s.mime = String(mime);
      },
      send: (s, body = null) => send(s, body),
      setRequestHeader(s, name, value) {
        if (s.ready !== STATES.OPENED || s.sent) throw invalid(`${at("setRequestHeader")}: The object's state must be OPENED.`);
        const key = String(name);
        const text = String(value);
        if (!TOKEN.test(key)) {
          throw domException("SyntaxError", `${at("setRequestHeader")}: '${key.slice(0, 200)}' is not a valid HTTP header field name.`);
        }
        if (/[\0\r\n]/.test(text)) {
          throw domException("SyntaxError", `${at("setRequestHeader")}: '${text.slice(0, 200)}' is not a valid HTTP header field value.`);
        }
        headers.add(s.request, key.toLowerCase(), text.trim());
      },
    },
  });
})
