(function (stage) {
  "use strict";
  // The trees of nodes. A node is an object of the stage's; its guest instance is made when the guest first
  // sees it, so markup of 100,000 elements costs no guest objects.
  //
  // Every walk is a loop: how deep a tree is, is the guest's choice, and the stack is not.

  const ELEMENT = 1;
  const ATTRIBUTE = 2;
  const TEXT = 3;
  const CDATA = 4;
  const INSTRUCTION = 7;
  const COMMENT = 8;
  const DOCUMENT = 9;
  const DOCTYPE = 10;
  const FRAGMENT = 11;

  const HTML = "http://www.w3.org/1999/xhtml";
  const SVG = "http://www.w3.org/2000/svg";
  const MATHML = "http://www.w3.org/1998/Math/MathML";

  // Counts each change of any tree: what was found out about a tree holds while this stays.
  let version = 0;

  function makeNode(type, name, document) {
    return {
      type,
      name,
      document,
      data: "",
      attributes: undefined,
      namespace: null,
      parent: null,
      first: null,
      last: null,
      previous: null,
      next: null,
      count: 0,
      connected: false,
      wrapper: undefined,
      extra: undefined,
    };
  }

  function makeElement(document, name, namespace = HTML) {
    const node = makeNode(ELEMENT, name, document);
    node.namespace = namespace;
    if (name === "template" && namespace === HTML) node.extra = { content: makeFragment(inert()) };
    return node;
  }

  // The document of what templates contain: it is in no window, so nothing there runs or loads.
  let noWindow;
  function inert() {
    noWindow ??= makeDocument();
    return noWindow;
  }

  function makeText(document, data) {
    const node = makeNode(TEXT, "#text", document);
    node.data = data;
    return node;
  }

  function makeComment(document, data) {
    const node = makeNode(COMMENT, "#comment", document);
    node.data = data;
    return node;
  }

  function makeFragment(document) {
    return makeNode(FRAGMENT, "#document-fragment", document);
  }

  function makeDoctype(document, name, publicId, systemId) {
    const node = makeNode(DOCTYPE, name, document);
    node.extra = { publicId, systemId };
    return node;
  }

  // A document is its own owner. `html` tells one of HTML from one of XML.
  function makeDocument(html = true) {
    const node = makeNode(DOCUMENT, "#document", undefined);
    node.document = node;
    node.connected = true;
    node.extra = { html, byId: new Map(), readyState: "complete", parser: undefined, window: undefined };
    return node;
  }

  // What a rarely used part of the DOM notes about a node: a shadow root, a form's values, a loaded frame.
  function extraOf(node) {
    node.extra ??= {};
    return node.extra;
  }

  // The next node in tree order within `root`; with `skip`, the one behind the node's whole subtree.
  function following(node, root, skip = false) {
    if (!skip && node.first !== null) return node.first;
    for (let at = node; at !== root && at !== null; at = at.parent) {
      if (at.next !== null) return at.next;
    }
    return null;
  }

  // ---- linking

  function link(node, parent, before) {
    const previous = before === null ? parent.last : before.previous;
    node.parent = parent;
    node.previous = previous;
    node.next = before;
    if (previous === null) parent.first = node;
    else previous.next = node;
    if (before === null) parent.last = node;
    else before.previous = node;
    parent.count++;
    version++;
    if (parent.connected !== node.connected || node.document !== parent.document) settle(node, parent);
  }

  function unlink(node) {
    const { parent, previous, next } = node;
    if (previous === null) parent.first = next;
    else previous.next = next;
    if (next === null) parent.last = previous;
    else next.previous = previous;
    node.parent = node.previous = node.next = null;
    parent.count--;
    version++;
    if (node.connected) settle(node, null);
  }

  // Tells a subtree that it is in a document now, or no more, and which document owns it.
  function settle(root, parent) {
    const connected = parent !== null && parent.connected;
    const document = parent === null ? root.document : parent.document;
    for (let node = root; node !== null; node = following(node, root)) {
      if (node.connected && node.type === ELEMENT) forget(node, node.attributes?.get("id"));
      node.connected = connected;
      node.document = document;
      if (connected && node.type === ELEMENT) remember(node, node.attributes?.get("id"));
    }
  }

  // ---- ids: a list for each in a document, nearly always of one element

  function remember(node, id) {
    if (id === undefined || id === "") return;
    const { byId } = node.document.extra;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, new Set([node]));
    else known.add(node);
    if (known === undefined) onNewId(node.document, id);
  }

  // The window has each id of its document as a name, and says here what it does about one.
  let onNewId = () => undefined;
  function watchIds(watcher) {
    onNewId = watcher;
  }

  function forget(node, id) {
    if (id === undefined || id === "") return;
    const { byId } = node.document.extra;
    const known = byId.get(id);
    if (known === undefined) return;
    known.delete(node);
    if (known.size === 0) byId.delete(id);
  }

  function elementById(root, id) {
    if (root.type !== DOCUMENT) return find(root, (node) => node.attributes?.get("id") === id);
    const known = root.extra.byId.get(id);
    if (known === undefined) return null;
    const [first] = known;
    return known.size === 1 ? first : find(root, (node) => known.has(node));
  }

  // ---- attributes, by qualified name in the order of setting

  function getAttribute(node, name) {
    return node.attributes?.get(name) ?? null;
  }

  function setAttribute(node, name, value) {
    if (node.connected && name === "id") forget(node, node.attributes?.get("id"));
    node.attributes ??= new Map();
    node.attributes.set(name, value);
    version++;
    if (node.connected && name === "id") remember(node, value);
  }

  function removeAttribute(node, name) {
    if (!node.attributes?.has(name)) return;
    if (node.connected && name === "id") forget(node, node.attributes.get("id"));
    node.attributes.delete(name);
    version++;
  }

  // ---- looking

  // The first element below `root`, in tree order, that the test accepts.
  function find(root, test) {
    for (let node = root.first; node !== null; node = following(node, root)) {
      if (node.type === ELEMENT && test(node)) return node;
    }
    return null;
  }

  function findAll(root, test) {
    const found = [];
    for (let node = root.first; node !== null; node = following(node, root)) {
      if (node.type === ELEMENT && test(node)) found.push(node);
    }
    return found;
  }

  function isInclusiveAncestor(ancestor, node) {
    if (ancestor.first === null) return ancestor === node;
    for (let at = node; at !== null; at = at.parent) if (at === ancestor) return true;
    return false;
  }

  function rootOf(node) {
    let at = node;
    while (at.parent !== null) at = at.parent;
    return at;
  }

  function textOf(root) {
    if (root.type === TEXT || root.type === CDATA) return root.data;
    const parts = [];
    for (let node = root.first; node !== null; node = following(node, root)) {
      if (node.type === TEXT || node.type === CDATA) parts.push(node.data);
    }
    return parts.join("");
  }

  function childElement(node, name) {
    for (let child = node.first; child !== null; child = child.next) {
      if (child.type === ELEMENT && child.name === name && child.namespace === HTML) return child;
    }
    return null;
  }

  function elementAfter(node) {
    let at = node;
    while (at !== null && at.type !== ELEMENT) at = at.next;
    return at;
  }

  function elementBefore(node) {
    let at = node;
    while (at !== null && at.type !== ELEMENT) at = at.previous;
    return at;
  }

  function isHtml(node, name) {
    return node.type === ELEMENT && node.namespace === HTML && (name === undefined || node.name === name);
  }

  // A copy without wrappers, listeners or a parent.
  function clone(root, deep, document = root.document) {
    const copy = copyOf(root, document);
    if (!deep) return copy;
    let into = copy;
    let node = root;
    // `into` is always the copy of `node`.
    for (;;) {
      if (node.first !== null) {
        node = node.first;
        const child = copyOf(node, into.document);
        link(child, into, null);
        into = child;
        continue;
      }
      while (node !== root && node.next === null) {
        node = node.parent;
        into = into.parent;
      }
      if (node === root) return copy;
      node = node.next;
      const sibling = copyOf(node, into.document);
      link(sibling, into.parent, null);
      into = sibling;
    }
  }

  function copyOf(node, document) {
    const copy = node.type === DOCUMENT ? makeDocument(node.extra.html) : makeNode(node.type, node.name, document);
    copy.data = node.data;
    copy.namespace = node.namespace;
    if (node.attributes !== undefined) copy.attributes = new Map(node.attributes);
    if (node.type === DOCTYPE) copy.extra = node.extra;
    if (node.extra?.content !== undefined) copy.extra = { content: clone(node.extra.content, true) };
    return copy;
  }

  stage.parts.domTree = {
    ELEMENT,
    ATTRIBUTE,
    TEXT,
    CDATA,
    INSTRUCTION,
    COMMENT,
    DOCUMENT,
    DOCTYPE,
    FRAGMENT,
    HTML,
    SVG,
    MATHML,
    makeNode,
    makeElement,
    makeText,
    makeComment,
    makeFragment,
    makeDoctype,
    makeDocument,
    extraOf,
    following,
    link,
    unlink,
    elementById,
    getAttribute,
    setAttribute,
    removeAttribute,
    find,
    findAll,
    isInclusiveAncestor,
    rootOf,
    textOf,
    childElement,
    elementAfter,
    elementBefore,
    isHtml,
    clone,
    watchIds,
    version: () => version,
  };
});
