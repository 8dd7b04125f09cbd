(function (stage) {
  "use strict";
  // Trees to markup: innerHTML, outerHTML, XMLSerializer, and what is shown of a node in a trace.
  //
  // Source: HTML Standard, section 13.3 (serializing HTML fragments); DOM Parsing, section 3.2.

  const { domTree: tree, tokens, htmlRules } = stage.parts;

  const TEXT_SIGNS = { "&": "&amp;", "\u00a0": "&nbsp;", "<": "&lt;", ">": "&gt;" };
  const VALUE_SIGNS = { "&": "&amp;", "\u00a0": "&nbsp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };

  function escapeText(text) {
    return /[&\u00a0<>]/.test(text) ? text.replace(/[&\u00a0<>]/g, (sign) => TEXT_SIGNS[sign]) : text;
  }

  function escapeValue(text) {
    return /[&\u00a0"<>]/.test(text) ? text.replace(/[&\u00a0"<>]/g, (sign) => VALUE_SIGNS[sign]) : text;
  }

  function startTag(node) {
    let text = `<${node.name}`;
    for (const [name, value] of node.attributes ?? []) text += ` ${name}="${escapeValue(value)}"`;
    return `${text}>`;
  }

  function isVoid(node) {
    return node.namespace === tree.HTML && htmlRules.VOID.has(node.name);
  }

  function textOf(node) {
    const { parent } = node;
    const isRaw = parent !== null && tree.isHtml(parent) && tokens.RAW.get(parent.name) === false;
    return isRaw ? node.data : escapeText(node.data);
  }

  // The markup of what is no element.
  function leaf(node) {
    if (node.type === tree.TEXT) return textOf(node);
    if (node.type === tree.CDATA) return `<![CDATA[${node.data}]]>`;
    if (node.type === tree.COMMENT) return `<!--${node.data}-->`;
    if (node.type === tree.INSTRUCTION) return `<?${node.name} ${node.data}?>`;
    if (node.type === tree.DOCTYPE) return `<!DOCTYPE ${node.name}>`;
    return "";
  }

  // The markup of what is below `root`, and with `outer` of itself; of a longer one the first `most` characters.
  function serialise(root, { outer = false, most = Infinity, xml = false } = {}) {
    const parts = [];
    let length = 0;
    const add = (part) => {
      parts.push(part);
      length += part.length;
    };
    const open = (node) => {
      if (node.type !== tree.ELEMENT) return add(leaf(node));
      if (xml && node.first === null) return add(startTagOfXml(node, root, "/>"));
      add(xml ? startTagOfXml(node, root, ">") : startTag(node));
      if (node.extra?.content !== undefined) add(serialise(node.extra.content, { most: most - length }));
    };
    const close = (node) => {
      if (node.type !== tree.ELEMENT || (xml ? node.first === null : isVoid(node))) return;
      add(`</${node.name}>`);
    };
    if (outer) open(root);
    for (let node = root.first; node !== null && length < most;) {
      open(node);
      if (node.first !== null) {
        node = node.first;
        continue;
      }
      close(node);
      while (node.next === null && node.parent !== root) {
        node = node.parent;
        close(node);
      }
      node = node.next;
    }
    if (outer) close(root);
    const text = parts.join("");
    return text.length > most ? text.slice(0, most) : text;
  }

  // In XML a namespace is told where it begins.
  function startTagOfXml(node, root, end) {
    const outer = node === root ? null : node.parent.namespace;
    const given = node.attributes?.has("xmlns");
    const told = node.namespace !== null && node.namespace !== outer && !given && !node.name.includes(":");
    let text = `<${node.name}`;
    if (told) text += ` xmlns="${escapeValue(node.namespace)}"`;
    for (const [name, value] of node.attributes ?? []) text += ` ${name}="${escapeValue(value)}"`;
    return text + (end === "/>" && node.namespace === tree.HTML && !isVoid(node) ? `></${node.name}>` : end);
  }

  stage.parts.serialise = {
    inner: (node, most) => serialise(node.extra?.content ?? node, { most }),
    outer: (node, most) => serialise(node, { outer: true, most }),
    xml: (node) => serialise(node, { outer: true, xml: true }),
    startTag,
  };
});
