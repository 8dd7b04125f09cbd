(function (stage) {
  "use strict";
  // Requests: MSXML2.XMLHTTP and its relatives, WinHttp. An answer is there as soon as it was asked for.

  const { com, arrays, streams } = stage.parts;

  const UNAVAILABLE = [0x8000000a, "The data necessary to complete this operation is not yet available.\r\n"];
  const NO_HOST = [0x800c0005, "The system cannot locate the resource specified.\r\n"];
  const BAD_URL = [0x80070057, "The parameter is incorrect.\r\n"];
  const WINHTTP_NO_HOST = [0x80072ee7, "The server name or address could not be resolved\r\n"];
  const MAX_HEADERS = 200;

  function open(s, method, url, isAsync = true) {
    if (url === undefined) throw com.error(450);
    s.method = com.text(method);
    s.url = com.text(url);
    s.isAsync = Boolean(isAsync);
    s.headers = {};
    s.answer = undefined;
    change(s, 1);
  }

  function setHeader(s, name, value) {
    if (s.url === undefined) throw com.error(...UNAVAILABLE);
    if (Object.keys(s.headers).length < MAX_HEADERS) s.headers[com.text(name)] = com.text(value);
  }

  // What is sent: text, an array of bytes, a document, or a stream.
  function bodyOf(value) {
    if (value === undefined || value === null || value === "") return undefined;
    const state = com.state(value);
    return state?.class.declared.content?.(state) ?? arrays.bytesOf(value) ?? com.text(value);
  }

  function send(s, body) {
    if (s.url === undefined) throw com.error(...UNAVAILABLE);
    streams.flush();
    const headers = s.agent === undefined ? s.headers : { "User-Agent": s.agent, ...s.headers };
    const answer = stage.http({ client: s.class.path, method: s.method, url: s.url, headers, body: bodyOf(body) });
    if (answer.error !== "") {
      const said = answer.error === "url" ? BAD_URL : s.class.declared.isWinHttp ? WINHTTP_NO_HOST : NO_HOST;
      throw com.error(...said);
    }
    s.answer = answer;
    change(s, 4);
  }

  function change(s, state) {
    s.state = state;
    if (stage.isFunction(s.onChange)) stage.call(s.onChange, s.self);
  }

  function answered(s) {
    if (s.answer === undefined) throw com.error(...UNAVAILABLE);
    return s.answer;
  }

  function textOf({ body, headers }) {
    const charset = /charset=["']?([\w-]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
    return (stage.text.decode(charset, body) ?? stage.text.utf8Decode(body)).replace(/^\ufeff/, "");
  }

  function getHeader(s, name) {
    const found = answered(s).headers[com.text(name).toLowerCase()];
    if (found === undefined && s.class.declared.isWinHttp) throw com.error(0x80072f76, "The requested header was not found\r\n");
    return found ?? "";
  }

  const allHeaders = (s) => Object.entries(answered(s).headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");

  const RESPONSE = {
    ResponseBody: (s) => arrays.ofBytes(answered(s).body),
    ResponseStream: (s) => stage.parts.makeStream(answered(s).body),
    ResponseText: (s) => textOf(answered(s)),
    Status: (s) => answered(s).status,
    StatusText: (s) => answered(s).statusText,
  };
  const REQUEST = {
    Abort(s) {
      s.answer = undefined;
      s.state = 0;
    },
    GetAllResponseHeaders: allHeaders,
    GetResponseHeader: getHeader,
    Open: open,
    Send: send,
    SetRequestHeader: setHeader,
  };

  function ofXml(progids, path, more) {
    com.class({
      progids,
      path,
      create: (s) => void (s.state = 0),
      properties: {
        ...RESPONSE,
        OnReadyStateChange: { get: (s) => s.onChange ?? null, set: (s, value) => (s.onChange = value) },
        ReadyState: (s) => s.state,
        ResponseXML: (s) => stage.parts.makeDocument(textOf(answered(s))),
      },
      methods: { ...REQUEST, ...more },
    });
  }

  const versions = (name) => [name, `${name}.2.6`, `${name}.3.0`, `${name}.4.0`, `${name}.5.0`, `${name}.6.0`];
  ofXml([...versions("MSXML2.XMLHTTP"), "Microsoft.XMLHTTP", "MSXML.XMLHTTP", "{F6D90F16-9C73-11D3-B32E-00C04F990BB4}"], "MSXML2.XMLHTTP");
  ofXml([...versions("MSXML2.ServerXMLHTTP"), "Microsoft.ServerXMLHTTP"], "MSXML2.ServerXMLHTTP", {
    GetOption: () => 0,
    SetOption: () => undefined,
    SetProxy: () => undefined,
    SetProxyCredentials: () => undefined,
    SetTimeouts: () => undefined,
    WaitForResponse: () => true,
  });

  com.class({
    progids: ["WinHttp.WinHttpRequest.5.1", "WinHttp.WinHttpRequest", "{2087C2F4-2CEF-4953-A8AB-66779B670495}"],
    path: "WinHttp.WinHttpRequest",
    isWinHttp: true,
    properties: RESPONSE,
    indexed: {
      Option: {
        get: (s, which) => s[`option ${which}`] ?? (Number(which) === 1 ? s.url : ""),
        set(s, which, value) {
          s[`option ${Number(which) & 31}`] = value;
          if (Number(which) === 0) s.agent = com.text(value);
        },
      },
    },
    methods: {
      ...REQUEST,
      SetAutoLogonPolicy: () => undefined,
      SetClientCertificate: () => undefined,
      SetCredentials: () => undefined,
      SetProxy: () => undefined,
      SetTimeouts: () => undefined,
      WaitForResponse: () => true,
    },
  });
})
