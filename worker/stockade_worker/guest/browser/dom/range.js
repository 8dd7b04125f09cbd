(function (stage) {
  "use strict";
  // Ranges, as far as pages use them to make markup and to take text.
  //
  // A range is {startNode, startOffset, endNode, endOffset}. Changes of the tree do not move it.
  //
  // Source: DOM Standard, section 5; DOM Parsing, section 2.5.

  const { domTree: tree, dom, mutation, collections, geometry, page, scripts, element } = stage.parts;
  const { wrap, nodeArgument } = dom;

  const lengthOf = (node) =>
    node.type === tree.ELEMENT || node.type === tree.DOCUMENT || node.type === tree.FRAGMENT
      ? node.count
      : node.data.length;
  const indexOf = (node) => collections.childrenOf(node.parent).indexOf(node);

  function setPoint(s, end, node, offset, method) {
    const at = Number(offset) >>> 0;
    if (at > lengthOf(node)) {
      throw dom.error("IndexSizeError", method, "Range", `There is no child at offset ${at}.`);
    }
    s[`${end}Node`] = node;
    s[`${end}Offset`] = at;
    if (end === "start" && (tree.rootOf(s.endNode) !== tree.rootOf(node) || isAfter(s)))
      Object.assign(s, { endNode: node, endOffset: at });
    if (end === "end" && (tree.rootOf(s.startNode) !== tree.rootOf(node) || isAfter(s)))
      Object.assign(s, { startNode: node, startOffset: at });
  }

  // Whether the start lies behind the end.
  function isAfter(s) {
    if (s.startNode === s.endNode) return s.startOffset > s.endOffset;
    return (
      (stage.parts.node.comparePosition(s.endNode, s.startNode) & 4) !== 0 &&
      !tree.isInclusiveAncestor(s.endNode, s.startNode)
    );
  }

  function around(s, node, method) {
    if (node.parent === null) {
      throw dom.error("InvalidNodeTypeError", method, "Range", "the given Node has no parent.");
    }
    const at = indexOf(node);
    Object.assign(s, { startNode: node.parent, startOffset: at, endNode: node.parent, endOffset: at + 1 });
  }

  const isText = (node) => node.type === tree.TEXT;
  const childAt = (node, offset) => collections.childrenOf(node)[offset];

  // The nodes that lie in the range, the topmost of each subtree, in one walk from start to end; texts in which
  // it starts or ends are among them.
  function contained(s) {
    const { startNode, startOffset, endNode, endOffset } = s;
    const root = commonAncestor(s);
    const behind = (node) => tree.following(node, root, true);
    const open = new Set(); // what the end lies in
    for (let at = isText(endNode) ? endNode.parent : endNode; at !== null; at = at.parent) open.add(at);
    const stop = isText(endNode) ? behind(endNode) : (childAt(endNode, endOffset) ?? behind(endNode));
    let at = isText(startNode) ? startNode : (childAt(startNode, startOffset) ?? behind(startNode));
    const found = [];
    while (at !== null && at !== stop) {
      const goesOn = open.has(at);
      if (!goesOn) found.push(at);
      at = tree.following(at, root, !goesOn);
    }
    return found;
  }

  function commonAncestor({ startNode, endNode }) {
    let at = startNode;
    while (!tree.isInclusiveAncestor(at, endNode)) at = at.parent;
    return at;
  }

  function partOfText(node, s) {
    const start = node === s.startNode ? s.startOffset : 0;
    const end = node === s.endNode ? s.endOffset : node.data.length;
    return [start, end];
  }

  function textOf(s) {
    return contained(s)
      .map((node) => (isText(node) ? node.data.slice(...partOfText(node, s)) : tree.textOf(node)))
      .join("");
  }

  function clone(s) {
    const fragment = tree.makeFragment(s.startNode.document);
    for (const node of contained(s)) {
      const copy = tree.clone(node, true);
      if (isText(node)) copy.data = node.data.slice(...partOfText(node, s));
      tree.link(copy, fragment, null);
    }
    return fragment;
  }

  function removeContents(s) {
    for (const node of contained(s)) {
      if (!isText(node)) mutation.remove(node);
      else {
        const [start, end] = partOfText(node, s);
        mutation.setData(node, node.data.slice(0, start) + node.data.slice(end));
      }
    }
    Object.assign(s, { endNode: s.startNode, endOffset: s.startOffset });
  }

  function insertNode(s, node) {
    const { startNode, startOffset } = s;
    if (!isText(startNode))
      return mutation.preInsert(
        node,
        startNode,
        collections.childrenOf(startNode)[startOffset] ?? null,
        "insertNode",
      );
    const rest = tree.makeText(startNode.document, startNode.data.slice(startOffset));
    if (startNode.parent === null)
      throw dom.error(
        "HierarchyRequestError",
        "insertNode",
        "Range",
        "This operation would split a text node, but there's no parent into which to insert.",
      );
    mutation.setData(startNode, startNode.data.slice(0, startOffset));
    mutation.insert(rest, startNode.parent, startNode.next, "insertNode");
    mutation.preInsert(node, startNode.parent, rest, "insertNode");
  }

  // Scripts of such a fragment do run once it is inserted.
  function contextualFragment(s, markup) {
    const context = s.startNode.type === tree.ELEMENT ? s.startNode : (s.startNode.parent ?? s.startNode);
    const fragment = element.parse(markup, context, s.startNode.document);
    scripts.allowAgain(fragment);
    return wrap(fragment);
  }

  const start = (owner) => ({ startNode: owner, startOffset: 0, endNode: owner, endOffset: 0 });

  const AbstractRange = stage.interface({
    name: "AbstractRange",
    attributes: {
      startContainer: (s) => wrap(s.startNode),
      startOffset: (s) => s.startOffset,
      endContainer: (s) => wrap(s.endNode),
      endOffset: (s) => s.endOffset,
      collapsed: (s) => s.startNode === s.endNode && s.startOffset === s.endOffset,
    },
  });

  const Range = stage.interface({
    name: "Range",
    parent: AbstractRange,
    constants: { START_TO_START: 0, START_TO_END: 1, END_TO_END: 2, END_TO_START: 3 },
    create(state) {
      Object.assign(state, start(page.document));
    },
    attributes: { commonAncestorContainer: (s) => wrap(commonAncestor(s)) },
    methods: {
      cloneContents: (s) => wrap(clone(s)),
      cloneRange({ startNode, startOffset, endNode, endOffset }) {
        return Range.make({ startNode, startOffset, endNode, endOffset });
      },
      collapse(s, toStart = false) {
        if (toStart) Object.assign(s, { endNode: s.startNode, endOffset: s.startOffset });
        else Object.assign(s, { startNode: s.endNode, startOffset: s.endOffset });
      },
      createContextualFragment: (s, markup) => contextualFragment(s, String(markup)),
      deleteContents: removeContents,
      detach() {},
      extractContents(s) {
        const copy = clone(s);
        removeContents(s);
        return wrap(copy);
      },
      getBoundingClientRect: (s) => geometry.rectOf(commonAncestor(s)),
      getClientRects: () => [],
      insertNode: (s, node) => insertNode(s, nodeArgument(node, "insertNode", "Range")),
      selectNode: (s, node) => around(s, nodeArgument(node, "selectNode", "Range"), "selectNode"),
      selectNodeContents(s, node) {
        const given = nodeArgument(node, "selectNodeContents", "Range");
        Object.assign(s, { startNode: given, startOffset: 0, endNode: given, endOffset: lengthOf(given) });
      },
      setEnd: (s, node, offset) => setPoint(s, "end", nodeArgument(node, "setEnd", "Range"), offset, "setEnd"),
      setEndAfter: (s, node) => setBeside(s, "end", nodeArgument(node, "setEndAfter", "Range"), 1),
      setEndBefore: (s, node) => setBeside(s, "end", nodeArgument(node, "setEndBefore", "Range"), 0),
      setStart: (s, node, offset) =>
        setPoint(s, "start", nodeArgument(node, "setStart", "Range"), offset, "setStart"),
      setStartAfter: (s, node) => setBeside(s, "start", nodeArgument(node, "setStartAfter", "Range"), 1),
      setStartBefore: (s, node) => setBeside(s, "start", nodeArgument(node, "setStartBefore", "Range"), 0),
      surroundContents(s, parent) {
        const node = nodeArgument(parent, "surroundContents", "Range");
        const copy = clone(s);
        removeContents(s);
        insertNode(s, node);
        mutation.insert(copy, node, null, "surroundContents");
      },
      toString: textOf,
    },
  });

  function setBeside(s, end, node, more) {
    if (node.parent === null)
      throw dom.error("InvalidNodeTypeError", `set${end}`, "Range", "the given Node has no parent.");
    setPoint(s, end, node.parent, indexOf(node) + more, `set${end}`);
  }

  stage.parts.range = { Range, textOf, removeContents, lengthOf, make: (owner) => Range.make(start(owner)) };
});
