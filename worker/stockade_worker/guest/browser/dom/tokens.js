(function (stage) {
  "use strict";
  // Markup to tokens, however broken, in time linear in its length. What is cut off in the middle waits for
  // more: `document.write` may give a tag in ten pieces.
  //
  // Source: HTML Standard, section 13.2.5 (tokenization). Left out: escaped script data, and what only
  // reports an error.

  const { decode } = stage.parts.entities;

  const MAX_REFERENCE = 40; // characters that may still become a reference
  const MAX_ATTRIBUTES = 1000; // of one tag; further ones are dropped

  // Elements whose content is text up to their own end tag; in those marked true references are decoded.
  const RAW = new Map([
    ["script", false],
    ["style", false],
    ["textarea", true],
    ["title", true],
    ["xmp", false],
    ["iframe", false],
    ["noembed", false],
    ["noframes", false],
    ["noscript", false],
  ]);

  const NAME_START = /[A-Za-z]/;
  const SPACE = 1;
  const NAME_END = 2; // ends the name of a tag
  const KIND = new Uint8Array(128);
  for (const character of "\t\n\f\r ") KIND[character.charCodeAt(0)] = SPACE | NAME_END;
  for (const character of "/>") KIND[character.charCodeAt(0)] = NAME_END;
  const GREATER = 62;
  const SLASH = 47;
  const EQUALS = 61;

  function isKind(text, at, kind) {
    const code = text.charCodeAt(at);
    return code < 128 && (KIND[code] & kind) !== 0;
  }

  function makeTokenizer(text = "") {
    // `raw`: the name of the element whose text is being read; `searched`: how far its end has been looked for;
    // `sections`: whether the text may have the end of a CDATA section.
    return { text, at: 0, raw: undefined, searched: 0, sections: true };
  }

  // Returns the next token, or undefined if there is none before more text comes; `last` says none will.
  //   {kind: "text", data}  {kind: "comment", data}  {kind: "doctype", name, publicId, systemId}
  //   {kind: "start", name, attributes: Map | undefined, closed}  {kind: "end", name}
  function next(state, last) {
    const { text, at } = state;
    if (at >= text.length) return undefined;
    if (state.raw !== undefined) return rawText(state, last);
    const open = text.indexOf("<", at);
    if (open !== at) return plainText(state, open === -1 ? text.length : open, open !== -1 || last);
    const after = text[at + 1];
    if (after === undefined) return last ? characters(state, at + 1) : undefined;
    if (NAME_START.test(after)) return tag(state, last);
    if (after === "/") return endTag(state, last);
    if (after === "!") return declaration(state, last);
    if (after === "?") return bogus(state, at + 1, last);
    return characters(state, at + 1);
  }

  // ---- text

  // A reference at the end may be half of one.
  function plainText(state, end, whole) {
    const cut = whole ? -1 : state.text.lastIndexOf("&", end - 1);
    if (cut < state.at || end - cut > MAX_REFERENCE || state.text.includes(";", cut)) return characters(state, end);
    return cut === state.at ? undefined : characters(state, cut);
  }

  function characters(state, end) {
    const data = decode(state.text.slice(state.at, end));
    state.at = end;
    return { kind: "text", data };
  }

  function rawText(state, last) {
    const { text, raw } = state;
    const end = raw === "plaintext" ? -1 : endOfRaw(text, raw, Math.max(state.at, state.searched), last);
    if (end === -1 && !last) {
      state.searched = Math.max(state.at, text.length - raw.length - 3);
      return undefined;
    }
    const data = text.slice(state.at, end === -1 ? text.length : end);
    state.at += data.length;
    state.raw = undefined;
    if (data !== "") return { kind: "text", data: RAW.get(raw) ? decode(data) : data };
    return next(state, last);
  }

  function endOfRaw(text, raw, from, last) {
    for (let at = text.indexOf("</", from); at !== -1; at = text.indexOf("</", at + 2)) {
      const behind = at + 2 + raw.length;
      if (text.slice(at + 2, behind).toLowerCase() !== raw) continue;
      if (behind < text.length ? isKind(text, behind, NAME_END) : last) return at;
    }
    return -1;
  }

  // ---- tags

  function nameEnd(text, from) {
    let at = from;
    while (at < text.length && !isKind(text, at, NAME_END)) at++;
    return at;
  }

  function skipSpace(text, from) {
    let at = from;
    while (at < text.length && isKind(text, at, SPACE)) at++;
    return at;
  }

  function tag(state, last) {
    const { text } = state;
    // Without a ">" anywhere there is no tag yet: this keeps pieces from being read again and again.
    if (text.indexOf(">", state.at) === -1) return unfinished(state, last);
    let at = nameEnd(text, state.at + 1);
    const name = text.slice(state.at + 1, at).toLowerCase();
    let attributes;
    let closed = false;
    for (;;) {
      at = skipSpace(text, at);
      if (at >= text.length) return unfinished(state, last);
      const code = text.charCodeAt(at);
      if (code === GREATER) break;
      if (code === SLASH) {
        closed = text.charCodeAt(++at) === GREATER;
        continue;
      }
      attributes ??= new Map();
      at = attribute(text, at, attributes);
      if (at === -1) return unfinished(state, last);
    }
    state.at = at + 1;
    return { kind: "start", name, attributes, closed };
  }

  // Reads one attribute; returns where it ends, or -1 if the text does first.
  function attribute(text, from, attributes) {
    let at = from;
    if (text.charCodeAt(at) === EQUALS) at++; // a name may begin with it
    while (at < text.length && text.charCodeAt(at) !== EQUALS && !isKind(text, at, NAME_END)) at++;
    const name = text.slice(from, at).toLowerCase();
    at = skipSpace(text, at);
    let value = "";
    if (text.charCodeAt(at) === EQUALS) {
      at = skipSpace(text, at + 1);
      const quote = text[at];
      let end;
      if (quote === '"' || quote === "'") {
        end = text.indexOf(quote, ++at);
        if (end === -1) return -1;
      } else {
        end = at;
        while (end < text.length && text.charCodeAt(end) !== GREATER && !isKind(text, end, SPACE)) end++;
      }
      value = decode(text.slice(at, end), true);
      at = quote === '"' || quote === "'" ? end + 1 : end;
    }
    if (!attributes.has(name) && attributes.size < MAX_ATTRIBUTES) attributes.set(name, value);
    return at;
  }

  function endTag(state, last) {
    const { text, at } = state;
    const first = text[at + 2];
    if (first === undefined) return last ? characters(state, at + 2) : undefined;
    if (!NAME_START.test(first)) {
      if (first !== ">") return bogus(state, at + 2, last);
      state.at = at + 3; // "</>" is nothing
      return { kind: "text", data: "" };
    }
    const end = text.indexOf(">", at);
    if (end === -1) return unfinished(state, last);
    const name = text.slice(at + 2, nameEnd(text, at + 2)).toLowerCase();
    state.at = end + 1;
    return { kind: "end", name };
  }

  // A tag that the text ends in is dropped.
  function unfinished(state, last) {
    if (last) state.at = state.text.length;
    return undefined;
  }

  // ---- comments and declarations

  function declaration(state, last) {
    const { text, at } = state;
    if (text.startsWith("<!--", at)) return comment(state, last);
    if (!last && text.length - at < 9) return undefined; // "<!doctype" may still come
    if (/^doctype/i.test(text.slice(at + 2, at + 9))) return doctype(state, last);
    if (state.sections && text.startsWith("<![CDATA[", at)) return section(state);
    return bogus(state, at + 2, last);
  }

  function comment(state, last) {
    const { text, at } = state;
    const start = at + 4;
    const empty = /^-?>/.exec(text.slice(start, start + 2));
    if (empty !== null) {
      state.at = start + empty[0].length;
      return { kind: "comment", data: "" };
    }
    const close = text.indexOf("-->", start);
    const data = text.slice(start, close === -1 ? text.length : close);
    const other = data.indexOf("--!>"); // ends it as well; not looked for beyond the comment, or it all takes n * n
    if (other !== -1) {
      state.at = start + other + 4;
      return { kind: "comment", data: data.slice(0, other) };
    }
    if (close === -1 && !last) return undefined;
    state.at = close === -1 ? text.length : close + 3;
    return { kind: "comment", data };
  }

  function bogus(state, start, last) {
    const { text } = state;
    const end = text.indexOf(">", start);
    if (end === -1 && !last) return undefined;
    const data = text.slice(start, end === -1 ? text.length : end);
    state.at = end === -1 ? text.length : end + 1;
    return { kind: "comment", data };
  }

  // In the place of a comment; the tree makes text of it where the content is not HTML's.
  function section(state) {
    const { text, at } = state;
    const end = text.indexOf("]]>", at);
    if (end === -1) {
      state.sections = false; // or each of them would be looked for to the end of the text
      return bogus(state, at + 2, true);
    }
    const data = text.slice(at + 9, end);
    state.at = end + 3;
    return { kind: "section", data };
  }

  const DOCTYPE =
    /^\s*([^\s>]*)(?:\s+(?:public\s*(?:"([^"]*)"|'([^']*)')\s*(?:"([^"]*)"|'([^']*)')?|system\s*(?:"([^"]*)"|'([^']*)')))?/i;

  function doctype(state, last) {
    const { text, at } = state;
    const end = text.indexOf(">", at);
    if (end === -1) return last ? bogus(state, at + 2, true) : undefined;
    const parts = DOCTYPE.exec(text.slice(at + 9, Math.min(end, at + 1000)));
    state.at = end + 1;
    return {
      kind: "doctype",
      name: parts[1].toLowerCase(),
      publicId: parts[2] ?? parts[3] ?? "",
      systemId: parts[4] ?? parts[5] ?? parts[6] ?? parts[7] ?? "",
    };
  }

  // Gives a tokenizer more text: behind what it has, once what it has read is dropped.
  function feed(state, text) {
    state.searched = Math.max(0, state.searched - state.at);
    state.text = state.text.slice(state.at) + text;
    state.at = 0;
    state.sections = true;
  }

  stage.parts.tokens = { RAW, makeTokenizer, next, feed };
});
