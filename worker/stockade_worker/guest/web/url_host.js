(function (stage) {
  "use strict";
  // The host of a URL: domains, with punycode, and IPv4 and IPv6 addresses; and percent-encoding.
  //
  // Source: URL Standard, sections 1.3 and 3; RFC 3492 (punycode).

  const { utf8Decode, utf8Encode } = stage.text;

  // Percent-encode sets, each by what it adds to the one before; all have controls and what is not ASCII.
  const MARKS = { CONTROL: "", FRAGMENT: " \"<>`", QUERY: " \"#<>" };
  MARKS.SPECIAL_QUERY = MARKS.QUERY + "'";
  MARKS.PATH = MARKS.QUERY + "?^`{}";
  MARKS.USERINFO = MARKS.PATH + "/:;=@[\\]|";
  MARKS.COMPONENT = MARKS.USERINFO + "$%&+,";
  MARKS.FORM = MARKS.COMPONENT + "!'()~";

  // As patterns for runs of what is to be encoded: the engine looks for them faster than a loop here could.
  const sets = {};
  for (const name of Object.keys(MARKS)) {
    const escaped = MARKS[name].replace(/[\\\]^-]/g, "\\$&");
    sets[name] = new RegExp(`[\\x00-\\x1f\\x7f-\\uffff${escaped}]+`, "g");
  }

  const FORBIDDEN_HOST = "\0\t\n\r #/:<>?@[\\]^|";
  const MAX_HOST = 5000; // code points: punycode is quadratic

  const hexByte = (byte) => "%" + (byte < 16 ? "0" : "") + byte.toString(16).toUpperCase();

  function encode(text, set) {
    return text.toWellFormed().replace(set, (run) => Array.from(utf8Encode(run), hexByte).join(""));
  }

  function decodeBytes(text) {
    const bytes = utf8Encode(text);
    const result = new Uint8Array(bytes.length);
    let length = 0;
    for (let i = 0; i < bytes.length; i++) {
      const high = bytes[i] === 0x25 ? digit(bytes[i + 1]) : -1;
      const low = high < 0 ? -1 : digit(bytes[i + 2]);
      if (low < 0) result[length++] = bytes[i];
      else {
        result[length++] = 16 * high + low;
        i += 2;
      }
    }
    return result.slice(0, length);
  }

  function digit(code) {
    if (code >= 0x30 && code <= 0x39) return code - 0x30;
    const letter = code | 0x20;
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
  }

  function decode(text) {
    return text.includes("%") ? utf8Decode(decodeBytes(text)) : text;
  }

  // ---- punycode

  const BASE = 36;
  const T_MIN = 1;
  const T_MAX = 26;

  function adapt(delta, points, isFirst) {
    let k = 0;
    delta = isFirst ? Math.floor(delta / 700) : delta >> 1;
    delta += Math.floor(delta / points);
    while (delta > ((BASE - T_MIN) * T_MAX) >> 1) {
      delta = Math.floor(delta / (BASE - T_MIN));
      k += BASE;
    }
    return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + 38));
  }

  function letterOf(value) {
    return String.fromCharCode(value < 26 ? 0x61 + value : 0x30 + value - 26);
  }

  function toPunycode(label) {
    const points = Array.from(label, (character) => character.codePointAt(0));
    let output = points.filter((point) => point < 0x80).map((point) => String.fromCharCode(point)).join("");
    const basic = output.length;
    let handled = basic;
    if (basic > 0) output += "-";
    let n = 0x80;
    let delta = 0;
    let bias = 72;
    while (handled < points.length) {
      const next = points.reduce((least, point) => (point >= n && point < least ? point : least), Infinity);
      delta += (next - n) * (handled + 1);
      n = next;
      for (const point of points) {
        if (point < n) delta++;
        if (point !== n) continue;
        output += variableLength(delta, bias);
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled++;
      }
      delta++;
      n++;
    }
    return "xn--" + output;
  }

  function variableLength(delta, bias) {
    let text = "";
    let q = delta;
    for (let k = BASE; ; k += BASE) {
      const t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
      if (q < t) return text + letterOf(q);
      text += letterOf(t + ((q - t) % (BASE - t)));
      q = Math.floor((q - t) / (BASE - t));
    }
  }

  // What IDNA maps away or to something else is left to NFKC and lower case: enough for names that resolve.
  function toAscii(domain) {
    if (/^[\x00-\x7f]*$/.test(domain)) return domain.toLowerCase();
    if (domain.length > MAX_HOST) return null;
    const mapped = domain.normalize("NFKC").toLowerCase().replace(/[\u3002\uff0e\uff61]/g, ".").replace(/\u00ad/g, "");
    return mapped
      .split(".")
      .map((label) => (/^[\x00-\x7f]*$/.test(label) ? label : toPunycode(label)))
      .join(".");
  }

  // ---- IPv4

  function parseNumber(text) {
    if (text === "") return NaN;
    if (/^0x[0-9a-f]*$/i.test(text)) return text.length === 2 ? 0 : parseInt(text.slice(2), 16);
    if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
    return /^(0|[1-9][0-9]*)$/.test(text) ? parseInt(text, 10) : NaN;
  }

  function endsInNumber(host) {
    const parts = host.split(".");
    if (parts.at(-1) === "" && parts.length > 1) parts.pop();
    const last = parts.at(-1);
    return /^[0-9]+$/.test(last) || /^0x[0-9a-f]*$/i.test(last);
  }

  // Returns the dotted form, or null.
  function parseIPv4(host) {
    const parts = host.split(".");
    if (parts.at(-1) === "" && parts.length > 1) parts.pop();
    if (parts.length > 4) return null;
    const numbers = parts.map(parseNumber);
    const last = numbers.pop();
    if (numbers.some((number) => !(number <= 255)) || !(last < 256 ** (4 - numbers.length))) return null;
    const value = numbers.reduce((sum, number, at) => sum + number * 256 ** (3 - at), last);
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  }

  // ---- IPv6

  function parsePieces(text) {
    if (text === "") return [];
    const pieces = [];
    const parts = text.split(":");
    for (let i = 0; i < parts.length; i++) {
      if (i === parts.length - 1 && parts[i].includes(".")) {
        if (!/^((0|[1-9][0-9]{0,2})\.){3}(0|[1-9][0-9]{0,2})$/.test(parts[i])) return null;
        const bytes = parts[i].split(".").map(Number);
        if (bytes.some((byte) => byte > 255)) return null;
        pieces.push(256 * bytes[0] + bytes[1], 256 * bytes[2] + bytes[3]);
      } else {
        if (!/^[0-9a-f]{1,4}$/i.test(parts[i])) return null;
        pieces.push(parseInt(parts[i], 16));
      }
    }
    return pieces;
  }

  function parseIPv6(text) {
    const halves = text.split("::");
    if (halves.length > 2) return null;
    const first = parsePieces(halves[0]);
    const second = halves.length === 2 ? parsePieces(halves[1]) : [];
    if (first === null || second === null || (halves.length === 2 && halves[0].includes("."))) return null;
    const missing = 8 - first.length - second.length;
    if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
    return writeIPv6([...first, ...Array(missing).fill(0), ...second]);
  }

  function writeIPv6(pieces) {
    let best = { start: -1, length: 1 };
    for (let i = 0; i < 8; i++) {
      let length = 0;
      while (i + length < 8 && pieces[i + length] === 0) length++;
      if (length > best.length) best = { start: i, length };
      i += length;
    }
    const hex = pieces.map((piece) => piece.toString(16));
    if (best.start < 0) return `[${hex.join(":")}]`;
    return `[${hex.slice(0, best.start).join(":")}::${hex.slice(best.start + best.length).join(":")}]`;
  }

  // Returns the host in its serialized form, or null.
  function parseHost(text, isSpecial) {
    if (text.startsWith("[")) return text.endsWith("]") ? parseIPv6(text.slice(1, -1)) : null;
    if (!isSpecial) {
      return hasForbidden(text, FORBIDDEN_HOST) ? null : encode(text, sets.CONTROL);
    }
    const domain = toAscii(decode(text));
    if (domain === null || domain === "" || hasForbidden(domain, FORBIDDEN_HOST + "%")) return null;
    if (/[\x00-\x1f\x7f]/.test(domain)) return null;
    return endsInNumber(domain) ? parseIPv4(domain) : domain;
  }

  function hasForbidden(text, forbidden) {
    for (const character of forbidden) if (text.includes(character)) return true;
    return false;
  }

  stage.parts.urlHost = {
    parseHost, encode, decode, decodeBytes, toAscii,
    sets,
  };
})
