(function (stage) {
  "use strict";
  // A parser for XML: names keep their case, every element must be closed, and what is not well-formed gives a
  // document that says so. Entities beyond the five of XML are not known, so none can grow.
  //
  // Source: XML 1.0, section 2.

  const { domTree: tree, entities } = stage.parts;

  const MAX_DEPTH = 256; // as in Chrome
  const NAME = /[^\s<>/="'&!?]+/y;
  const SPACE = /\s*/y;
  const VALUE = /"([^"<]*)"|'([^'<]*)'/y;

  const notWellFormed = { isXmlError: true };

  function need(found) {
    if (found === null || found === -1) throw notWellFormed;
    return found;
  }

  function take(state, pattern) {
    pattern.lastIndex = state.at;
    const found = pattern.exec(state.text);
    if (found !== null) state.at = pattern.lastIndex;
    return found;
  }

  // Takes text up to a mark, and the mark.
  function until(state, mark) {
    const end = need(state.text.indexOf(mark, state.at));
    const data = state.text.slice(state.at, end);
    state.at = end + mark.length;
    return data;
  }

  const append = (state, node) => tree.link(node, state.stack.at(-1), null);

  function namespaceOf(state, prefix) {
    const key = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
    for (let at = state.stack.length - 1; at > 0; at--) {
      const value = state.stack[at].attributes?.get(key);
      if (value !== undefined) return value || null;
    }
    return null;
  }

  function startTag(state) {
    const name = need(take(state, NAME))[0];
    const node = tree.makeElement(state.document, name, null);
    for (take(state, SPACE); !/[>/]/.test(state.text[state.at] ?? ">"); take(state, SPACE)) attribute(state, node);
    const isEmpty = state.text[state.at] === "/";
    state.at += isEmpty ? 2 : 1;
    if (state.text[state.at - 1] !== ">" || state.stack.length > MAX_DEPTH) throw notWellFormed;
    if (state.stack.length === 1 && tree.elementAfter(state.document.first) !== null) throw notWellFormed;
    append(state, node);
    state.stack.push(node);
    node.namespace = namespaceOf(state, name.includes(":") ? name.slice(0, name.indexOf(":")) : "");
    if (isEmpty) state.stack.pop();
  }

  function attribute(state, node) {
    const name = need(take(state, NAME))[0];
    take(state, SPACE);
    if (state.text[state.at++] !== "=") throw notWellFormed;
    take(state, SPACE);
    const value = need(take(state, VALUE));
    node.attributes ??= new Map();
    if (node.attributes.has(name)) throw notWellFormed;
    node.attributes.set(name, entities.decode(value[1] ?? value[2]));
  }

  function endTag(state) {
    const name = need(take(state, NAME))[0];
    take(state, SPACE);
    if (state.text[state.at++] !== ">" || state.stack.length < 2 || state.stack.pop().name !== name)
      throw notWellFormed;
  }

  function text(state) {
    const open = state.text.indexOf("<", state.at);
    const data = state.text.slice(state.at, open === -1 ? state.text.length : open);
    state.at += data.length;
    if (state.stack.length > 1) append(state, tree.makeText(state.document, entities.decode(data)));
    else if (data.trim() !== "") throw notWellFormed;
  }

  function leaf(state, type, name, data) {
    const node = tree.makeNode(type, name, state.document);
    node.data = data;
    append(state, node);
  }

  function step(state) {
    const { text: all, at } = state;
    const skip = (length) => {
      state.at += length;
    };
    if (all[at] !== "<") text(state);
    else if (all.startsWith("<!--", at))
      (skip(4), append(state, tree.makeComment(state.document, until(state, "-->"))));
    else if (all.startsWith("<![CDATA[", at))
      (skip(9), leaf(state, tree.CDATA, "#cdata-section", until(state, "]]>")));
    else if (all.startsWith("<?", at)) {
      skip(2);
      const [target, ...rest] = until(state, "?>").split(/\s+/);
      if (!/^xml$/i.test(target)) leaf(state, tree.INSTRUCTION, target, rest.join(" "));
    } else if (all.startsWith("<!", at)) (skip(2), until(state, ">"));
    else if (all[at + 1] === "/") (skip(2), endTag(state));
    else (skip(1), startTag(state));
  }

  const ERROR =
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><parsererror style="display: block"><h3>This page contains the following ' +
    "errors:</h3><div>error on line 1 at column 1: Document is not well-formed\n</div></parsererror></body></html>";

  function build(document, markup) {
    const state = { text: markup, at: 0, document, stack: [document] };
    while (state.at < markup.length) step(state);
    if (state.stack.length !== 1 || tree.elementAfter(document.first) === null) throw notWellFormed;
    return document;
  }

  // Returns a document of XML.
  function parse(markup) {
    try {
      return build(tree.makeDocument(false), markup.replace(/^\ufeff/, ""));
    } catch (error) {
      if (error !== notWellFormed) throw error;
      return build(tree.makeDocument(false), ERROR);
    }
  }

  stage.parts.xmlParser = { parse };
});
