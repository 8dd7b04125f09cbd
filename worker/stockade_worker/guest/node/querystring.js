(function (stage) {
  "use strict";
  // The module "querystring".
  //
  // Source: Node.js documentation, "Query string".

  const DEFAULT_KEYS = 1000;

  function escape(value) {
    const text = typeof value === "string" ? value : String(value);
    if (!text.isWellFormed()) throw stage.parts.errors.coded("URIError", "ERR_INVALID_URI", "URI malformed");
    return encodeURIComponent(text);
  }

  // Like decodeURIComponent, but what is no valid escape stays as it is.
  function unescape(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return stage.text.utf8Decode(unescapeBytes(text));
    }
  }

  function unescapeBytes(text) {
    const raw = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return stage.parts.encodings.encode(raw, "latin1");
  }

  function primitive(value) {
    if (typeof value === "string") return value;
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
    return typeof value === "bigint" || typeof value === "boolean" ? String(value) : "";
  }

  function pairs(object, encode) {
    const found = [];
    for (const key of Object.keys(object)) {
      const value = object[key];
      const values = Array.isArray(value) ? Array.from(value) : [value];
      for (const one of values) found.push([encode(key), encode(primitive(one))]);
    }
    return found;
  }

  function stringify(object, separator = "&", equals = "=", options = undefined) {
    if (!stage.isObject(object)) return "";
    const custom = options?.encodeURIComponent;
    const encode = stage.isFunction(custom) ? (text) => String(stage.call(custom, undefined, text)) : escape;
    return pairs(object, encode).map(([key, value]) => key + (equals || "=") + value).join(separator || "&");
  }

  // What is parsed has no prototype, so its lists are made the guest's one by one.
  function parse(text, separator = "&", equals = "=", options = undefined) {
    const found = new Map();
    if (typeof text !== "string" || text === "") return { __proto__: null };
    const limit = typeof options?.maxKeys === "number" ? options.maxKeys : DEFAULT_KEYS;
    const pieces = text.split(String(separator || "&"), limit > 0 ? limit : undefined);
    for (const piece of pieces) if (piece !== "") add(found, piece.replaceAll("+", " "), String(equals || "="));
    const made = { __proto__: null };
    for (const [key, values] of found) made[key] = values.length === 1 ? values[0] : stage.adopt(values);
    return made;
  }

  function add(found, piece, equals) {
    const cut = piece.indexOf(equals);
    const key = unescape(cut < 0 ? piece : piece.slice(0, cut));
    const value = cut < 0 ? "" : unescape(piece.slice(cut + equals.length));
    if (found.has(key)) found.get(key).push(value);
    else found.set(key, [value]);
  }

  stage.parts.querystring = { parse, stringify };
  stage.parts.define("querystring", () => {
    const methods = { unescape: (text) => unescape(String(text)), escape, stringify, parse };
    const made = stage.namespace({ name: "querystring", path: "querystring", methods, global: false });
    return stage.parts.errors.put(made, { encode: made.stringify, decode: made.parse });
  });
})
