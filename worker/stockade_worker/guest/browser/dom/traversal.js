(function (stage) {
  "use strict";
  // TreeWalker and NodeIterator.
  //
  // Source: DOM Standard, section 6.

  const { domTree: tree, dom, mutation } = stage.parts;
  const { wrap } = dom;

  const MAX_ITERATORS = 20; // that are told of changes

  const ACCEPT = 1;
  const REJECT = 2;
  const SKIP = 3;

  stage.interface({
    name: "NodeFilter",
    constants: {
      FILTER_ACCEPT: ACCEPT,
      FILTER_REJECT: REJECT,
      FILTER_SKIP: SKIP,
      SHOW_ALL: 0xffffffff,
      SHOW_ELEMENT: 1,
      SHOW_ATTRIBUTE: 2,
      SHOW_TEXT: 4,
      SHOW_CDATA_SECTION: 8,
      SHOW_ENTITY_REFERENCE: 16,
      SHOW_ENTITY: 32,
      SHOW_PROCESSING_INSTRUCTION: 64,
      SHOW_COMMENT: 128,
      SHOW_DOCUMENT: 256,
      SHOW_DOCUMENT_TYPE: 512,
      SHOW_DOCUMENT_FRAGMENT: 1024,
      SHOW_NOTATION: 2048,
    },
  });

  // Asks the guest's filter, a function or an object with acceptNode.
  function judge(s, node) {
    if (((s.show >>> (node.type - 1)) & 1) === 0) return SKIP;
    if (s.filter === null) return ACCEPT;
    const method = stage.isFunction(s.filter) ? s.filter : s.filter.acceptNode;
    if (!stage.isFunction(method)) throw stage.error("TypeError", "The provided callback is not callable.");
    return Number(stage.call(method, s.filter, wrap(node)));
  }

  function preceding(node, root) {
    if (node === root) return null;
    if (node.previous === null) return node.parent;
    return lastIn(node.previous);
  }

  function moveTo(s, node) {
    if (node !== null) s.current = node;
    return wrap(node);
  }

  function nextNode(s) {
    let node = s.current;
    let skip = false;
    for (;;) {
      node = tree.following(node, s.root, skip);
      if (node === null) return null;
      const result = judge(s, node);
      if (result === ACCEPT) return moveTo(s, node);
      skip = result === REJECT;
    }
  }

  function previousNode(s) {
    for (let node = preceding(s.current, s.root); node !== null; node = preceding(node, s.root)) {
      if (judge(s, node) === ACCEPT) return moveTo(s, node);
    }
    return null;
  }

  // The first that is accepted among children or siblings, looking into those that are skipped.
  function nearby(s, first, step, into) {
    const { root } = s;
    for (let node = first; node !== null;) {
      const result = judge(s, node);
      if (result === ACCEPT) return moveTo(s, node);
      if (result === SKIP && node[into] !== null) {
        node = node[into];
        continue;
      }
      while (node[step] === null) {
        node = node.parent;
        if (node === null || node === root || node === s.current || node === s.current.parent) return null;
      }
      node = node[step];
    }
    return null;
  }

  function parentNode(s) {
    for (let node = s.current; node !== null && node !== s.root;) {
      node = node.parent;
      if (node !== null && judge(s, node) === ACCEPT) return moveTo(s, node);
    }
    return null;
  }

  const common = { root: (s) => wrap(s.root), whatToShow: (s) => s.show, filter: (s) => s.filter };

  const TreeWalker = stage.interface({
    name: "TreeWalker",
    attributes: {
      ...common,
      currentNode: {
        get: (s) => wrap(s.current),
        set(s, given) {
          s.current = dom.nodeArgument(given, "currentNode", "TreeWalker");
        },
      },
    },
    methods: {
      firstChild: (s) => nearby(s, s.current.first, "next", "first"),
      lastChild: (s) => nearby(s, s.current.last, "previous", "last"),
      nextNode,
      nextSibling: (s) => (s.current === s.root ? null : nearby(s, s.current.next, "next", "first")),
      parentNode,
      previousNode,
      previousSibling: (s) => (s.current === s.root ? null : nearby(s, s.current.previous, "previous", "last")),
    },
  });

  const NodeIterator = stage.interface({
    name: "NodeIterator",
    attributes: { ...common, referenceNode: (s) => wrap(s.current), pointerBeforeReferenceNode: (s) => s.isBefore },
    methods: {
      detach() {},
      nextNode(s) {
        if (s.isBefore) {
          s.isBefore = false;
          if (judge(s, s.current) === ACCEPT) return wrap(s.current);
        }
        for (let node = tree.following(s.current, s.root); node !== null; node = tree.following(node, s.root)) {
          if (judge(s, node) === ACCEPT) return moveTo(s, node);
        }
        return null;
      },
      previousNode(s) {
        if (!s.isBefore) {
          s.isBefore = true;
          if (judge(s, s.current) === ACCEPT) return wrap(s.current);
        }
        return previousNode(s);
      },
    },
  });

  // The newest iterators go on from beside what is taken out of the tree under them.
  let iterators = [];
  stage.onStart(() => {
    iterators = [];
  });

  function lastIn(node) {
    let at = node;
    while (at.last !== null) at = at.last;
    return at;
  }

  function step(s, node) {
    if (node === s.root || !tree.isInclusiveAncestor(node, s.current)) return;
    const next = s.isBefore ? tree.following(node, s.root, true) : null;
    if (next === null) s.isBefore = false;
    s.current = next ?? (node.previous === null ? node.parent : lastIn(node.previous));
  }

  mutation.steps.watch({
    removing(node) {
      for (const one of iterators) step(one, node);
    },
  });

  function makeIterator(root, show, filter) {
    const made = NodeIterator.make(fieldsOf(root, show, filter, "createNodeIterator"));
    iterators = [NodeIterator.state(made), ...iterators.slice(0, MAX_ITERATORS - 1)];
    return made;
  }

  function fieldsOf(root, show, filter, method) {
    const node = dom.nodeArgument(root, method, "Document");
    const mask = Number(show) >>> 0;
    return { root: node, current: node, show: mask, filter: stage.isObject(filter) ? filter : null, isBefore: true };
  }

  stage.parts.traversal = {
    makeWalker: (root, show, filter) => TreeWalker.make(fieldsOf(root, show, filter, "createTreeWalker")),
    makeIterator,
  };
});
