(function (stage) {
  "use strict";
  // MSXML2.DOMDocument: a small tree of elements, and what samples want of it: to decode base64 and hex, to load from
  // the network, and to run the scripts in a style sheet.

  const { com, arrays } = stage.parts;

  const MAX_NODES = 20_000;
  const MAX_DEPTH = 200;
  const BASE64_LINE = 72;
  const [ELEMENT, TEXT, DOCUMENT] = [1, 3, 9];

  // ---- the tree: {name, kind, text, attributes, children, parent, type}

  const newNode = (name, kind = ELEMENT) => ({ name, kind, text: "", attributes: new Map(), children: [], parent: undefined, type: "" });

  const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  const decoded = (text) => text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
  const escaped = (text) => text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign]);

  const PIECE = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<!\w[^>]*>|<\/\s*([^\s>]+)\s*>|<([^\s/>!?]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)|</g;

  // Returns the document, or undefined if the text is not well-formed.
  function parse(source) {
    const root = newNode("#document", DOCUMENT);
    let current = root;
    let count = 0;
    let depth = 0;
    for (const [piece, data, closed, name, attributes, isEmpty, text] of source.matchAll(PIECE)) {
      if (count++ > MAX_NODES || depth > MAX_DEPTH || piece === "<") return undefined;
      if (closed !== undefined) {
        if (current.name !== closed) return undefined;
        current = current.parent;
        depth--;
      } else if (name !== undefined) {
        const made = append(current, newNode(name));
        for (const [, key, first, second] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) made.attributes.set(key, decoded(first ?? second));
        made.type = made.attributes.get("dt:dt") ?? "";
        if (isEmpty === "") {
          current = made;
          depth++;
        }
      } else if (data !== undefined || (text !== undefined && current !== root)) {
        append(current, newNode("#text", TEXT)).text = data ?? decoded(text);
      }
    }
    return current === root && root.children.some((one) => one.kind === ELEMENT) ? root : undefined;
  }

  function append(parent, child) {
    if (child.parent !== undefined) child.parent.children = child.parent.children.filter((one) => one !== child);
    child.parent = parent;
    parent.children.push(child);
    return child;
  }

  // All nodes at and below one; a document that was put into itself ends.
  function all(node, found = []) {
    if (found.length > MAX_NODES) return found;
    found.push(node);
    for (const child of node.children) all(child, found);
    return found;
  }

  const textOf = (node) => all(node).map((one) => one.text).join("");

  function setText(node, value) {
    node.children = [];
    if (node.kind === TEXT) node.text = value;
    else append(node, newNode("#text", TEXT)).text = value;
  }

  function markup(node) {
    if (node.kind === TEXT) return escaped(node.text);
    const inner = node.children.map(markup).join("");
    if (node.kind === DOCUMENT) return inner;
    const attributes = Array.from(node.attributes, ([key, value]) => ` ${key}="${escaped(value)}"`).join("");
    return inner === "" ? `<${node.name}${attributes}/>` : `<${node.name}${attributes}>${inner}</${node.name}>`;
  }

  // ---- typed values

  const bare = (name) => name.replace(/^.*:/, "");

  function typedValue(node) {
    const text = textOf(node);
    const bytes = node.type === "bin.base64" ? stage.text.base64Decode(text) : node.type === "bin.hex" ? stage.text.fromHex(text.replace(/\s/g, "")) : undefined;
    if (bytes === undefined) return /^(int|number|float|r8|i4|i2|ui4)$/.test(node.type) ? Number(text) : text;
    stage.keep("decoded", node.type, bytes);
    return arrays.ofBytes(bytes);
  }

  function setTypedValue(node, value) {
    const bytes = arrays.bytesOf(value);
    if (bytes === undefined) return setText(node, com.text(value));
    const digits = node.type === "bin.hex" ? stage.text.hex(bytes) : stage.text.base64Encode(bytes).replace(new RegExp(`.{${BASE64_LINE}}(?=.)`, "g"), "$&\n");
    setText(node, digits);
  }

  // ---- finding

  // Of XPath: names, `*` and one condition on an attribute; only the last step counts.
  function find(node, path) {
    const step = com.text(path).replace(/^.*\//s, "");
    const [, name, key, value] = /^([^[\]@]*)(?:\[@([^\s=\]]+)\s*=\s*["']([^"']*)["']\])?/.exec(step);
    const fits = (one) => one.kind === ELEMENT && (name === "*" || one.name === name || bare(one.name) === name);
    return all(node).filter((one) => one !== node && fits(one) && (key === undefined || one.attributes.get(key) === value));
  }

  const wrap = (node) => (node === undefined ? null : nodeClass.make({ node }));
  const nodesClass = com.collection({ path: "MSXML2.NodeList", list: (s) => s.nodes.map(wrap), members: { methods: { nextNode: (s) => wrap(s.nodes[(s.next = (s.next ?? -1) + 1)]), reset: (s) => void (s.next = -1) } } });
  const nodeOf = (value) => com.state(value)?.node;

  // ---- style sheets

  // Runs the scripts of a style sheet, as a transformation does.
  function transform(s, sheet) {
    const root = nodeOf(sheet);
    if (root === undefined) throw com.error(13);
    stage.effect("dynamic_code", "transform", "MSXML2.DOMDocument", {}, markup(root), "script");
    for (const node of all(root)) {
      const language = node.attributes.get("language") ?? "jscript";
      if (bare(node.name).toLowerCase() === "script" && /^j/i.test(language)) stage.evaluate(textOf(node), "script");
    }
    return "";
  }

  // ---- classes

  const COMMON = {
    Attributes: (s) => nodesClass.make({ nodes: Array.from(s.node.attributes, ([key, value]) => ({ ...newNode(key, 2), text: value })) }),
    BaseName: (s) => bare(s.node.name),
    ChildNodes: (s) => nodesClass.make({ nodes: s.node.children }),
    DataType: { get: (s) => s.node.type || null, set: (s, value) => (s.node.type = com.text(value).toLowerCase()) },
    FirstChild: (s) => wrap(s.node.children[0]),
    LastChild: (s) => wrap(s.node.children.at(-1)),
    NodeName: (s) => s.node.name,
    NodeType: (s) => s.node.kind,
    NodeTypedValue: { get: (s) => typedValue(s.node), set: (s, value) => setTypedValue(s.node, value) },
    NodeValue: { get: (s) => (s.node.kind === ELEMENT ? null : s.node.text), set: (s, value) => setText(s.node, com.text(value)) },
    ParentNode: (s) => wrap(s.node.parent),
    TagName: (s) => s.node.name,
    Text: { get: (s) => textOf(s.node), set: (s, value) => setText(s.node, com.text(value)) },
    Xml: (s) => markup(s.node),
  };

  const METHODS = {
    AppendChild(s, child) {
      if (nodeOf(child) === undefined) throw com.error(13);
      if (all(nodeOf(child)).includes(s.node)) throw com.error(0x80004005, "Inserting a Node or its ancestor under itself is not allowed.\r\n");
      append(s.node, nodeOf(child));
      return child;
    },
    CloneNode: (s) => wrap(parse(markup(s.node))?.children[0]),
    GetAttribute: (s, name) => s.node.attributes.get(com.text(name)) ?? null,
    GetElementsByTagName: (s, name) => nodesClass.make({ nodes: find(s.node, name) }),
    HasChildNodes: (s) => s.node.children.length > 0,
    RemoveChild(s, child) {
      s.node.children = s.node.children.filter((one) => one !== nodeOf(child));
      return child;
    },
    SelectNodes: (s, path) => nodesClass.make({ nodes: find(s.node, path) }),
    SelectSingleNode: (s, path) => wrap(find(s.node, path)[0]),
    SetAttribute: (s, name, value) => void s.node.attributes.set(com.text(name), com.text(value)),
    TransformNode: transform,
    TransformNodeToObject: (s, sheet) => void transform(s, sheet),
  };

  const nodeClass = com.class({ path: "MSXML2.Node", properties: COMMON, methods: METHODS });

  function takeIn(s, text) {
    const parsed = parse(text);
    s.node = parsed ?? newNode("#document", DOCUMENT);
    return parsed !== undefined;
  }

  // From an address, which is asked for, or from a file.
  function load(s, source) {
    const target = com.text(source);
    if (/^(https?|ftp):/i.test(target)) {
      const answer = stage.http({ client: "MSXML2.DOMDocument", method: "GET", url: target });
      return answer.error === "" && takeIn(s, stage.text.utf8Decode(answer.body));
    }
    const got = stage.files.read(target, { client: "MSXML2.DOMDocument" });
    return got.error === "" && takeIn(s, stage.text.utf8Decode(got.bytes));
  }

  const errorClass = com.class({
    path: "MSXML2.ParseError",
    properties: { ErrorCode: () => 0, Reason: () => "", Line: () => 0, LinePos: () => 0, SrcText: () => "", Url: () => "" },
  });

  const versions = (name) => [name, ...[2, 3, 4, 5, 6].map((version) => `${name}.${version}.0`)];
  const nothing = () => undefined;

  const documentClass = com.class({
    progids: [...versions("MSXML2.DOMDocument"), ...versions("MSXML2.FreeThreadedDOMDocument"), "Microsoft.XMLDOM", "Microsoft.FreeThreadedXMLDOM", "MSXML.DOMDocument", "MSXML2.DOMDocument.2.6"],
    path: "MSXML2.DOMDocument",
    content: (s) => markup(s.node),
    create: (s) => void (s.node ??= newNode("#document", DOCUMENT)),
    properties: {
      ...COMMON,
      Async: { get: (s) => s.isAsync ?? true, set: (s, value) => (s.isAsync = Boolean(value)) },
      DocumentElement: (s) => wrap(s.node.children.find((one) => one.kind === ELEMENT)),
      OnReadyStateChange: { get: () => null, set: nothing },
      ParseError: () => errorClass.make(),
      PreserveWhiteSpace: { get: () => false, set: nothing },
      ReadyState: () => 4,
      ResolveExternals: { get: () => false, set: nothing },
      ValidateOnParse: { get: () => true, set: nothing },
    },
    methods: {
      ...METHODS,
      CreateAttribute: (s, name) => wrap(newNode(com.text(name), 2)),
      CreateCDATASection: (s, text) => wrap({ ...newNode("#text", TEXT), text: com.text(text) }),
      CreateElement: (s, name) => wrap(newNode(com.text(name))),
      CreateNode: (s, kind, name) => wrap(newNode(com.text(name))),
      CreateProcessingInstruction: (s, name) => wrap(newNode(com.text(name), 7)),
      CreateTextNode: (s, text) => wrap({ ...newNode("#text", TEXT), text: com.text(text) }),
      Load: load,
      LoadXML: (s, text) => takeIn(s, com.text(text)),
      Save: (s, path) => void stage.files.write(com.text(path), markup(s.node), { client: "MSXML2.DOMDocument" }),
      SetProperty: nothing,
    },
  });

  stage.parts.makeDocument = (text) => {
    const made = documentClass.make();
    takeIn(com.state(made), text);
    return made;
  };
})
