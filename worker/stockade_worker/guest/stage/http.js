(function (stage) {
  "use strict";
  // The made-up network: `stage.http`, `stage.dns`, `stage.connect`. Nothing is sent; what was asked for is
  // recorded, and the answer is what the asker can go on with.
  //
  // An answer's body follows from the request alone, so that a program which asks twice is told the same.
  // What looks like a program begins as one does, and is as long as samples want it to be before they use
  // it, but its machine type is one that no system starts.

  const PROGRAM_BYTES = 73_728;
  const ARCHIVE_BYTES = 22;
  const MAX_HEADERS = 60;
  const MAX_HEADER_CHARS = 2000;

  const bytesOf = (text) => stage.text.utf8Encode(text);
  const fromBase64 = (text) => stage.text.base64Decode(text);

  // ---- bodies by what a name ends in

  function makeProgram() {
    const bytes = new Uint8Array(PROGRAM_BYTES);
    const view = new DataView(bytes.buffer);
    bytes.set([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff]);
    view.setUint32(0x3c, 0x80, true);
    bytes.set(bytesOf("This program cannot be run in DOS mode.\r\r\n$"), 0x4e);
    bytes.set(bytesOf("PE\0\0"), 0x80); // and machine type 0: it starts nowhere
    for (let at = 0x200, state = 1; at < bytes.length; at += 7) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      bytes[at] = state >>> 16;
    }
    return bytes;
  }

  function makeArchive() {
    const bytes = new Uint8Array(ARCHIVE_BYTES);
    bytes.set([0x50, 0x4b, 5, 6]);
    return bytes;
  }

  const GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const JPEG =
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////" +
    "wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";
  const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  const HTML =
    '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Welcome</title></head>\n<body>\n<h1>Welcome</h1>\n<p>The page that you asked for is here.</p>\n</body>\n</html>\n';
  const NOT_FOUND =
    "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

  const KINDS = {
    program: { type: "application/octet-stream", make: makeProgram },
    archive: { type: "application/zip", make: makeArchive },
    gif: { type: "image/gif", make: () => fromBase64(GIF) },
    png: { type: "image/png", make: () => fromBase64(PNG) },
    jpeg: { type: "image/jpeg", make: () => fromBase64(JPEG) },
    pdf: { type: "application/pdf", make: () => bytesOf(PDF) },
    json: { type: "application/json", make: () => bytesOf("{}") },
    script: { type: "application/javascript", make: () => bytesOf("/* ok */\n") },
    batch: { type: "text/plain", make: () => bytesOf("echo ok\r\n") },
    basic: { type: "text/plain", make: () => bytesOf("' ok\r\n") },
    shell: { type: "text/plain", make: () => bytesOf("#!/bin/sh\nexit 0\n") },
    style: { type: "text/css", make: () => bytesOf("body { margin: 0 }\n") },
    xml: { type: "text/xml", make: () => bytesOf('<?xml version="1.0"?>\n<root/>\n') },
    text: { type: "text/plain", make: () => bytesOf("ok\n") },
    html: { type: "text/html; charset=utf-8", make: () => bytesOf(HTML) },
  };
  const ENDINGS = {
    program: "exe dll scr com cpl sys ocx msi pif bin dat elf so node",
    archive: "zip jar apk docx xlsx docm xlsm nupkg cab rar 7z gz tgz",
    gif: "gif", png: "png ico bmp webp", jpeg: "jpg jpeg", pdf: "pdf", json: "json map",
    script: "js mjs cjs jse", batch: "bat cmd ps1 psm1", basic: "vbs vbe", shell: "sh py pl", style: "css",
    xml: "xml xsl sct wsf svg", text: "txt log md csv ini cfg conf lst",
    html: "html htm hta",
  };
  const kindOfEnding = new Map(
    Object.entries(ENDINGS).flatMap(([kind, endings]) => endings.split(" ").map((ending) => [ending, kind])),
  );
  const made = new Map(); // kind -> bytes

  function kindOfName(name) {
    return kindOfEnding.get(/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1].toLowerCase());
  }

  // A copy each time: whoever gets it may write to it.
  function bodyOfKind(kind) {
    let bytes = made.get(kind);
    if (bytes === undefined) made.set(kind, (bytes = KINDS[kind].make()));
    return bytes.slice();
  }

  // `stage.bodies`: what the contents of a file with that name may be.
  stage.bodies = { of: (name) => bodyOfKind(kindOfName(name) ?? "text") };

  // ---- bodies by whom is asked

  const json = (value) => ({ type: "application/json", body: JSON.stringify(value) });
  const plain = (body) => ({ type: "text/plain; charset=utf-8", body });

  const place = () => ({ country: "United Kingdom", countryCode: "GB", region: "ENG", city: "Leeds", zip: "LS1", lat: 53.79, lon: -1.54, timezone: "Europe/London", isp: "BT", org: "BT Public Internet Service" });

  // Each: where, and what is said. The first that fits is taken.
  const SERVICES = [
    [/^(api6?4?\.ipify\.org|ipv4\.icanhazip\.com|icanhazip\.com|checkip\.amazonaws\.com|ifconfig\.(me|co|io)|ident\.me|ipecho\.net|ip\.42\.pl|wtfismyip\.com|myexternalip\.com|ipinfo\.io\/ip$)/, (url) =>
      /format=json|\/json/.test(url.path) ? json({ ip: stage.profile.ip }) : plain(stage.profile.ip + (/ipify/.test(url.host) ? "" : "\n"))],
    [/^checkip\.dyndns\.(org|com)/, () => ({ type: "text/html", body: "<html><head><title>Current IP Check</title></head><body>Current IP Address: " + stage.profile.ip + "</body></html>\r\n" })],
    [/^(ip-api\.com|pro\.ip-api\.com)/, () => json({ status: "success", query: stage.profile.ip, ...place() })],
    [/^(ipinfo\.io|ipapi\.co|freegeoip\.|geoip\.|api\.ip\.sb|ipwho\.is)/, () => json({ ip: stage.profile.ip, hostname: "host" + stage.profile.ip.replace(/\./g, "-") + ".btcentralplus.com", loc: "53.79,-1.54", ...place(), country: "GB" })],
    [/^169\.254\.169\.254\/latest\/api\/token/, () => plain("AQAEA" + stage.text.base64Encode(bytesOf(stage.profile.computer)))],
    [/^169\.254\.169\.254\/latest\/meta-data\/iam\/security-credentials\/?$/, () => plain("app-instance-role")],
    [/^169\.254\.169\.254\/latest\/meta-data\/iam\/security-credentials\/./, () => json({ Code: "Success", Type: "AWS-HMAC", AccessKeyId: stage.profile.secrets?.AWS_ACCESS_KEY_ID?.replace("AKIA", "ASIA"), SecretAccessKey: stage.profile.secrets?.AWS_SECRET_ACCESS_KEY, Token: stage.profile.secrets?.GITHUB_TOKEN, Expiration: new Date(stage.clock.now() + 21_600_000).toISOString() })],
    [/^169\.254\.169\.254\/latest\/meta-data\//, () => plain("ami-id\nhostname\niam/\ninstance-id\nlocal-ipv4\nplacement/\n")],
    [/^registry\.npmjs\.org\/-\/whoami/, () => json({ username: stage.profile.user })],
    [/^api\.github\.com\/user$/, () => json({ login: stage.profile.user, id: 8412277, type: "User", name: stage.profile.full_name })],
    [/^api\.github\.com\/(user\/repos|user\/orgs|search|orgs\/[^/]+\/repos)/, () => json([])],
    [/^api\.telegram\.org\/bot/, () => json({ ok: true, result: { message_id: 512 } })],
    [/^(discord(app)?\.com|ptb\.discord\.com)\/api\/webhooks\//, () => json({ id: "1301547285113929811" })],
    [/^hooks\.slack\.com\//, () => plain("ok")],
    [/^(pastebin\.com\/raw\/|raw\.githubusercontent\.com\/|gist\.githubusercontent\.com\/|paste\.ee\/r\/|rentry\.co\/.*\/raw|hastebin\.com\/raw\/)/, (url) => kindAnswer(kindOfName(url.path) ?? "text")],
  ];

  function kindAnswer(kind) {
    return { type: KINDS[kind].type, bytes: bodyOfKind(kind) };
  }

  function kindOfAccept(accept) {
    if (/json/.test(accept)) return "json";
    if (/image\//.test(accept) && !/html/.test(accept)) return "png";
    if (/javascript/.test(accept)) return "script";
    if (/css/.test(accept)) return "style";
    return /^text\/plain/.test(accept) ? "text" : undefined;
  }

  function plausible(url, headers) {
    const where = url.host + url.path;
    const service = SERVICES.find(([pattern]) => pattern.test(where));
    if (service !== undefined) return service[1](url);
    const byName = kindOfName(url.path.replace(/[?#].*$/s, "")) ?? kindOfName(url.path);
    return kindAnswer(byName ?? kindOfAccept(headers.accept ?? "") ?? "html");
  }

  // ---- requests

  function parseUrl(text) {
    const found = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^#]*)/is.exec(text);
    if (found === null) return undefined;
    const [, scheme, host, port, rest] = found;
    return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port, path: rest || "/" };
  }

  function lowerCased(headers) {
    const lower = {};
    for (const name of Object.keys(headers ?? {})) lower[name.toLowerCase()] = String(headers[name]);
    return lower;
  }

  function detailsOf(client, headers) {
    const details = client === undefined ? {} : { client };
    const names = Object.keys(headers ?? {});
    for (const name of names.slice(0, MAX_HEADERS)) {
      details["header: " + name.slice(0, 80)] = String(headers[name]).slice(0, MAX_HEADER_CHARS);
    }
    if (names.length > MAX_HEADERS) details["headers left out"] = String(names.length - MAX_HEADERS);
    return details;
  }

  const failed = (error, url) => ({ ok: false, error, status: 0, statusText: "", headers: {}, body: new Uint8Array(0), url });

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

  // request: {client, method, url, headers, body, details}. `body` is text or bytes. The answer has `error`
  // set if there was no connection: "connection" or "url".
  stage.http = function http(request) {
    const method = String(request.method ?? "GET").toUpperCase();
    const address = String(request.url);
    const details = { ...detailsOf(request.client, request.headers), ...request.details };
    stage.effect("network", method, address, details, request.body ?? undefined);
    const url = parseUrl(address);
    if (url === undefined || url.host === "") return failed("url", address);
    if (stage.answers.http === "error") return failed("connection", address);
    if (stage.answers.http === "not_found") {
      return answered(404, "Not Found", "text/html", bytesOf(NOT_FOUND), address);
    }
    const { http_body: given } = stage.answers;
    const answer = given === "auto" ? plausible(url, lowerCased(request.headers)) : plain(given);
    const body = answer.bytes ?? bytesOf(answer.body);
    return answered(200, "OK", answer.type, method === "HEAD" ? new Uint8Array(0) : body, address);
  };

  // ---- names and sockets

  // A public address for a name, always the same one.
  function addressOf(name) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
    return [[104, 172, 185, 45, 51][hash % 5], 16 + (hash >>> 4) % 200, (hash >>> 12) & 255, 1 + (hash >>> 20) % 250].join(".");
  }

  function resolve(name) {
    if (/^\d+(\.\d+){3}$/.test(name) || name.includes(":")) return name;
    if (name === "" || name === "localhost") return "127.0.0.1";
    return name === stage.profile.computer.toLowerCase() ? stage.profile.local_ip : addressOf(name);
  }

  // Returns {error, addresses}; `type` is the record that is asked for.
  stage.dns = function dns(name, { client, type = "A" } = {}) {
    const host = String(name).toLowerCase().slice(0, 300);
    stage.effect("network", "dns", host, client === undefined ? { type } : { client, type });
    if (stage.answers.http === "error") return { error: "ENOTFOUND", addresses: [] };
    return { error: "", addresses: [resolve(host)] };
  };

  // Returns {error, address, port, local_address, local_port, send(content), close()}. `send` returns what
  // the other side says, which is nothing.
  stage.connect = function connect({ host = "localhost", port, protocol = "tcp", client }) {
    const target = protocol + "://" + String(host).toLowerCase().slice(0, 300) + ":" + port;
    const details = client === undefined ? {} : { client };
    stage.effect("network", "connect", target, details);
    const isRefused = stage.answers.http !== "success";
    return {
      error: isRefused ? "ECONNREFUSED" : "",
      address: resolve(String(host).toLowerCase()),
      port: Number(port),
      local_address: stage.profile.local_ip,
      local_port: 49152 + Math.floor(stage.chance() * 16000),
      send(content) {
        stage.effect("network", "send", target, details, content);
        return new Uint8Array(0);
      },
      close() {},
    };
  };
});
