(function (stage) {
  "use strict";
  // The made-up network: `stage.http`, `stage.dns`, `stage.connect`. Nothing is sent: what was asked for is
  // recorded, and the answer is what the asker can go on with.
  //
  // An answer's body follows from the request alone, so a program that asks twice is told the same.

  const MAX_HEADERS = 60;
  const MAX_HEADER_CHARS = 2000;
  const MAX_HOST_CHARS = 300;
  const MAX_REMEMBERED = 500; // answers
  const NOT_FOUND = [
    "<html>",
    "<head><title>404 Not Found</title></head>",
    "<body>",
    "<center><h1>404 Not Found</h1></center>",
    "<hr><center>nginx</center>",
    "</body>",
    "</html>",
    "",
  ].join("\r\n");

  const { bodies, services } = stage.parts;
  const utf8 = (text) => stage.text.utf8Encode(text);

  let remembered; // URL and what is accepted -> {type, kind} or {type, text}

  stage.onStart(() => {
    remembered = undefined;
  });

  // ---- what is said to a request

  function kindOfAccept(accept) {
    if (/html/.test(accept)) return "html";
    if (/json/.test(accept)) return "json";
    if (/image\//.test(accept)) return "png";
    if (/javascript/.test(accept)) return "script";
    if (/css/.test(accept)) return "style";
    return /^text\/plain/.test(accept) ? "text" : undefined;
  }

  // Where nothing says what is wanted: droppers want a program, and beacons an answer that can be parsed.
  function kindOfPersona(path) {
    if (path === "/") return "html";
    return stage.persona === "wsh" ? "program" : "json";
  }

  function plausible(path, accept) {
    const byName = bodies.kindOf(path.replace(/[?#].*$/s, "")) ?? bodies.kindOf(path);
    return services.ofKind(byName ?? kindOfAccept(accept) ?? kindOfPersona(path));
  }

  function answerTo(url, accept) {
    const given = stage.answers.http_body;
    if (given !== "auto") return services.plain(given);
    remembered ??= new Map();
    const key = url.host + url.path + " " + accept;
    let answer = remembered.get(key);
    if (answer === undefined) {
      answer = services.answer(url) ?? plausible(url.path, accept);
      if (remembered.size < MAX_REMEMBERED) remembered.set(key, answer);
    }
    return answer;
  }

  // ---- requests

  function parseUrl(text) {
    const found = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?([^#]*)/is.exec(text);
    if (found === null || found[1] === "") return undefined;
    return { host: found[1].toLowerCase(), path: found[2] || "/" };
  }

  function detailsOf({ client, headers, details }) {
    const all = { client, ...details };
    const names = Object.keys(headers ?? {});
    for (const name of names.slice(0, MAX_HEADERS)) {
      all["header: " + name.slice(0, 80)] = String(headers[name]).slice(0, MAX_HEADER_CHARS);
    }
    return all;
  }

  function acceptOf(headers) {
    for (const name of Object.keys(headers ?? {}).slice(0, MAX_HEADERS)) {
      if (name.toLowerCase() === "accept") return String(headers[name]).slice(0, MAX_HEADER_CHARS);
    }
    return "";
  }

  function answered(status, statusText, type, body, url) {
    const headers = {
      server: "nginx",
      date: new Date(stage.clock.now()).toUTCString(),
      "content-type": type,
      "content-length": String(body.length),
      connection: "keep-alive",
      "access-control-allow-origin": "*",
    };
    return { ok: status < 400, error: "", status, statusText, headers, body, url };
  }

  // request: {client, method, url, headers, body, details}; `body` is text or bytes. In the answer `error` is
  // "url" or "connection" if there was none.
  stage.http = function http(request) {
    const method = String(request.method ?? "GET").toUpperCase();
    const address = String(request.url);
    stage.effect("network", method, address, detailsOf(request), request.body ?? undefined);
    const url = parseUrl(address);
    if (url === undefined || stage.answers.http === "error") {
      const error = url === undefined ? "url" : "connection";
      return {
        ok: false,
        error,
        status: 0,
        statusText: "",
        headers: {},
        body: new Uint8Array(0),
        url: address,
      };
    }
    if (stage.answers.http === "not_found") {
      return answered(404, "Not Found", "text/html", utf8(NOT_FOUND), address);
    }
    const answer = answerTo(url, acceptOf(request.headers));
    if (method === "HEAD") return answered(200, "OK", answer.type, new Uint8Array(0), address);
    const body = answer.text === undefined ? bodies.make(answer.kind) : utf8(answer.text);
    return answered(200, "OK", answer.type, body, address);
  };

  // ---- names and sockets

  const NETWORKS = [104, 172, 185, 45, 51];

  // A public address for a name, always the same one.
  function addressOf(name) {
    const hash = stage.parts.seeded.hashOf(name);
    return [
      NETWORKS[hash % 5],
      32 + ((hash >>> 4) % 200),
      (hash >>> 12) & 255,
      1 + ((hash >>> 20) % 250),
    ].join(".");
  }

  function resolve(host) {
    if (/^\d+(\.\d+){3}$/.test(host) || host.includes(":")) return host;
    if (host === "" || host === "localhost") return "127.0.0.1";
    return host === stage.profile.computer.toLowerCase() ? stage.profile.local_ip : addressOf(host);
  }

  const hostOf = (name) => String(name).toLowerCase().slice(0, MAX_HOST_CHARS);

  // Returns {error, addresses}; `type` is the record that is asked for.
  stage.dns = function dns(name, { client, type = "A" } = {}) {
    const host = hostOf(name);
    stage.effect("network", "dns", host, { client, type });
    if (stage.answers.http === "error") return { error: "ENOTFOUND", addresses: [] };
    return { error: "", addresses: [resolve(host)] };
  };

  // Returns {error, address, port, local_address, local_port, send(content)}. Nobody on the other side ever
  // says a word.
  stage.connect = function connect({ host = "localhost", port, protocol = "tcp", client }) {
    const target = protocol + "://" + hostOf(host) + ":" + port;
    stage.effect("network", "connect", target, { client });
    return {
      error: stage.answers.http === "success" ? "" : "ECONNREFUSED",
      address: resolve(hostOf(host)),
      port: Number(port),
      local_address: stage.profile.local_ip,
      local_port: 49_152 + Math.floor(stage.chance() * 16_000),
      send: (content) => stage.effect("network", "send", target, { client }, content),
    };
  };
});
