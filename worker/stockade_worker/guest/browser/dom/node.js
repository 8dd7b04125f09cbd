(function (stage) {
  "use strict";
  // The interface Node, and those of nodes that are no elements.
  //
  // Source: DOM Standard, sections 4.4, 4.5.1, 4.6, 4.7 and 4.10 to 4.14.

  const { domTree: tree, events, dom, mutation, collections, mixins } = stage.parts;
  const { wrap, nodeArgument, textOrEmpty, textOrNull } = dom;
  const { ELEMENT, ATTRIBUTE, TEXT, CDATA, INSTRUCTION, COMMENT, DOCUMENT, DOCTYPE, FRAGMENT } = tree;

  const isData = (node) => [TEXT, CDATA, COMMENT, INSTRUCTION].includes(node.type);

  function nodeName(node) {
    const isUpper = node.type === ELEMENT && node.namespace === tree.HTML && node.document.extra.html;
    return isUpper ? node.name.toUpperCase() : node.name;
  }

  // ---- text

  function value(node) {
    if (node.type === ATTRIBUTE) return attributeValue(node);
    return isData(node) ? node.data : null;
  }

  function setValue(node, given) {
    if (node.type === ATTRIBUTE) setAttributeValue(node, textOrEmpty(given));
    else if (isData(node)) mutation.setData(node, textOrEmpty(given));
  }

  function textContent(node) {
    if (node.type === DOCUMENT || node.type === DOCTYPE) return null;
    return node.type === ELEMENT || node.type === FRAGMENT ? tree.textOf(node) : value(node);
  }

  function setTextContent(node, given) {
    const text = given === undefined ? "" : textOrEmpty(given);
    if (node.type !== ELEMENT && node.type !== FRAGMENT) return setValue(node, text);
    mutation.replaceAll(text === "" ? null : tree.makeText(node.document, text), node, "textContent");
  }

  // ---- comparing

  function isEqual(a, b) {
    const text = (node) => stage.parts.serialise.xml(node);
    return a.type === b.type && a.name === b.name && a.data === b.data && a.count === b.count && text(a) === text(b);
  }

  function pathOf(node) {
    const path = [];
    for (let at = node; at !== null; at = at.parent) path.push(at);
    return path.reverse();
  }

  const POSITION = { DISCONNECTED: 1, PRECEDING: 2, FOLLOWING: 4, CONTAINS: 8, CONTAINED_BY: 16, SPECIFIC: 32 };

  function comparePosition(node, other) {
    if (node === other) return 0;
    const [own, others] = [pathOf(node), pathOf(other)];
    if (own[0] !== others[0]) return POSITION.DISCONNECTED | POSITION.SPECIFIC | POSITION.PRECEDING;
    let depth = 0;
    while (own[depth] === others[depth] && depth < own.length && depth < others.length) depth++;
    if (depth === own.length) return POSITION.CONTAINED_BY | POSITION.FOLLOWING;
    if (depth === others.length) return POSITION.CONTAINS | POSITION.PRECEDING;
    for (let at = own[depth]; at !== null; at = at.next) if (at === others[depth]) return POSITION.FOLLOWING;
    return POSITION.PRECEDING;
  }

  // Joins texts that stand side by side, and takes empty ones out.
  function normalise(root) {
    for (let node = root.first; node !== null;) {
      const next = tree.following(node, root);
      if (node.type === TEXT) {
        if (node.data === "") mutation.remove(node);
        else if (node.previous !== null && node.previous.type === TEXT) {
          mutation.setData(node.previous, node.previous.data + node.data);
          mutation.remove(node);
        }
      }
      node = next;
    }
  }

  const NODE_TYPES = {
    ELEMENT_NODE: 1,
    ATTRIBUTE_NODE: 2,
    TEXT_NODE: 3,
    CDATA_SECTION_NODE: 4,
    ENTITY_REFERENCE_NODE: 5,
    ENTITY_NODE: 6,
    PROCESSING_INSTRUCTION_NODE: 7,
    COMMENT_NODE: 8,
    DOCUMENT_NODE: 9,
    DOCUMENT_TYPE_NODE: 10,
    DOCUMENT_FRAGMENT_NODE: 11,
    NOTATION_NODE: 12,
    DOCUMENT_POSITION_DISCONNECTED: 1,
    DOCUMENT_POSITION_PRECEDING: 2,
    DOCUMENT_POSITION_FOLLOWING: 4,
    DOCUMENT_POSITION_CONTAINS: 8,
    DOCUMENT_POSITION_CONTAINED_BY: 16,
    DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC: 32,
  };

  const orNull = (given, method, position) =>
    given === null || given === undefined ? null : nodeArgument(given, method, "Node", position);

  const Node = stage.interface({
    name: "Node",
    parent: events.EventTarget,
    constants: NODE_TYPES,
    attributes: {
      nodeType: (s) => s.node.type,
      nodeName: (s) => nodeName(s.node),
      baseURI: (s) => stage.parts.page.baseOf(s.node),
      isConnected: (s) => s.node.connected,
      ownerDocument: (s) => (s.node.type === DOCUMENT ? null : wrap(s.node.document)),
      parentNode: (s) => wrap(s.node.parent),
      parentElement: (s) => (s.node.parent?.type === ELEMENT ? wrap(s.node.parent) : null),
      childNodes: (s) =>
        mixins.kept(s.node, "childNodes", () => collections.makeList(() => collections.childrenOf(s.node))),
      firstChild: (s) => wrap(s.node.first),
      lastChild: (s) => wrap(s.node.last),
      previousSibling: (s) => wrap(s.node.previous),
      nextSibling: (s) => wrap(s.node.next),
      nodeValue: { get: (s) => value(s.node), set: (s, given) => setValue(s.node, given) },
      textContent: { get: (s) => textContent(s.node), set: (s, given) => setTextContent(s.node, given) },
    },
    methods: {
      appendChild(s, child) {
        mutation.preInsert(nodeArgument(child, "appendChild"), s.node, null, "appendChild");
        return child;
      },
      cloneNode: (s, deep = false) => wrap(tree.clone(s.node, Boolean(deep))),
      compareDocumentPosition: (s, other) => comparePosition(s.node, nodeArgument(other, "compareDocumentPosition")),
      contains(s, other) {
        const node = orNull(other, "contains", 1);
        return node !== null && tree.isInclusiveAncestor(s.node, node);
      },
      getRootNode: (s) => wrap(tree.rootOf(s.node)),
      hasChildNodes: (s) => s.node.first !== null,
      insertBefore(s, child, before) {
        const node = nodeArgument(child, "insertBefore");
        mutation.preInsert(node, s.node, orNull(before, "insertBefore", 2), "insertBefore");
        return child;
      },
      isDefaultNamespace: (s, namespace) => (textOrNull(namespace) || null) === namespaceOf(s.node),
      isEqualNode(s, other) {
        const node = orNull(other, "isEqualNode", 1);
        return node !== null && isEqual(s.node, node);
      },
      isSameNode: (s, other) => s.self === other,
      lookupNamespaceURI: (s, prefix) => (textOrNull(prefix) ? null : namespaceOf(s.node)),
      lookupPrefix: (s, namespace) => (String(namespace), null),
      normalize: (s) => normalise(s.node),
      removeChild(s, child) {
        const node = nodeArgument(child, "removeChild");
        if (node.parent !== s.node) {
          throw dom.error(
            "NotFoundError",
            "removeChild",
            "Node",
            "The node to be removed is not a child of this node.",
          );
        }
        mutation.remove(node);
        return child;
      },
      replaceChild(s, node, child) {
        const given = nodeArgument(node, "replaceChild");
        mutation.replaceChild(given, nodeArgument(child, "replaceChild", "Node", 2), s.node);
        return child;
      },
    },
  });
  dom.Node = Node;

  function namespaceOf(node) {
    if (node.type === DOCUMENT) return tree.elementAfter(node.first)?.namespace ?? null;
    return node.type === ELEMENT ? node.namespace : (node.parent?.namespace ?? null);
  }

  // ---- attributes as nodes

  function attributeValue(node) {
    const { owner } = node.extra;
    return owner === null ? node.data : (tree.getAttribute(owner, node.name) ?? node.data);
  }

  function setAttributeValue(node, text) {
    node.data = text;
    if (node.extra.owner !== null) mutation.setAttribute(node.extra.owner, node.name, text);
  }

  // The node of an element's attribute, always the same one; null if it has none of the name.
  function attributeNode(element, name) {
    const data = tree.getAttribute(element, name);
    if (data === null) return null;
    const known = mixins.kept(element, "attributeNodes", () => new Map());
    if (!known.has(name)) known.set(name, makeAttribute(element.document, name, data, element));
    return known.get(name);
  }

  function makeAttribute(document, name, data = "", owner = null) {
    const node = tree.makeNode(ATTRIBUTE, name, document);
    node.data = data;
    node.extra = { owner };
    return node;
  }

  const Attr = stage.interface({
    name: "Attr",
    parent: Node,
    attributes: {
      namespaceURI: () => null,
      prefix: (s) => (s.node.name.includes(":") ? s.node.name.replace(/:.*$/, "") : null),
      localName: (s) => s.node.name.replace(/^.*:/, ""),
      name: (s) => s.node.name,
      value: { get: (s) => attributeValue(s.node), set: (s, text) => setAttributeValue(s.node, String(text)) },
      ownerElement: (s) => wrap(s.node.extra.owner),
      specified: () => true,
    },
  });
  dom.byType.set(ATTRIBUTE, Attr);

  stage.parts.node = { Node, nodeName, attributeNode, makeAttribute, namespaceOf, setTextContent, comparePosition };
});
