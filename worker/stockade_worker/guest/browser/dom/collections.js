(function (stage) {
  "use strict";
  // NodeList and HTMLCollection, live or not, and what is like them.
  //
  // A live list is looked up again only after a tree has changed.
  //
  // Source: DOM Standard, sections 4.2.10 and 4.3.

  const { domTree: tree, dom, exotic } = stage.parts;
  const { wrap } = dom;

  const MAX_NAMES = 1000; // of elements with a name that are listed as properties

  // The nodes of a list now. A list is {find() -> nodes, nodes, version}; static ones have version NaN.
  function nodesOf(list) {
    if (list.find !== undefined && list.version !== tree.version()) {
      list.nodes = list.find();
      list.version = tree.version();
    }
    return list.nodes;
  }

  function at(state, index) {
    return wrap(nodesOf(state.list)[Number(index) >>> 0]);
  }

  function named(list, name) {
    if (name === "") return undefined;
    const isNamed = (node) => tree.getAttribute(node, "id") === name || tree.getAttribute(node, "name") === name;
    return nodesOf(list).find(isNamed);
  }

  const iterate = (state, method) => nodesOf(state.list).map(wrap)[method]();

  function forEach(state, callback, self = undefined) {
    if (!stage.isFunction(callback)) {
      throw stage.error(
        "TypeError",
        "Failed to execute 'forEach' on 'NodeList': parameter 1 is not of type 'Function'.",
      );
    }
    for (let i = 0; i < nodesOf(state.list).length; i++) stage.call(callback, self, at(state, i), i, state.self);
  }

  const NodeList = stage.interface({
    name: "NodeList",
    attributes: { length: (s) => nodesOf(s.list).length },
    methods: {
      entries: (s) => iterate(s, "entries"),
      keys: (s) => iterate(s, "keys"),
      values: (s) => iterate(s, "values"),
      forEach,
      item: at,
    },
    symbols: { iterator: (s) => iterate(s, "values") },
  });

  const RadioNodeList = stage.interface({ name: "RadioNodeList", parent: NodeList });

  const collection = {
    attributes: { length: (s) => nodesOf(s.list).length },
    methods: { item: at, namedItem: (s, name) => wrap(named(s.list, String(name))) },
    symbols: { iterator: (s) => iterate(s, "values") },
  };
  const HTMLCollection = stage.interface({ name: "HTMLCollection", ...collection });
  const HTMLOptionsCollection = stage.interface({ name: "HTMLOptionsCollection", parent: HTMLCollection });
  const HTMLFormControlsCollection = stage.interface({ name: "HTMLFormControlsCollection", parent: HTMLCollection });
  const HTMLAllCollection = stage.interface({ name: "HTMLAllCollection", ...collection });

  function indices(list) {
    return nodesOf(list).map((_, i) => String(i));
  }

  function names(list) {
    const found = new Set();
    for (const node of nodesOf(list)) {
      for (const name of ["id", "name"]) {
        const value = tree.getAttribute(node, name);
        if (value && found.size < MAX_NAMES) found.add(value);
      }
    }
    return found;
  }

  function byIndex(list, key) {
    return exotic.INDEX.test(key) ? (wrap(nodesOf(list)[Number(key)]) ?? undefined) : undefined;
  }

  // Makes a list of the guest's: `given` is an array of nodes, or a function that finds them each time.
  function makeList(given, handle = NodeList) {
    const list = typeof given === "function" ? { find: given, nodes: [], version: -1 } : { nodes: given };
    return exotic.make(
      handle,
      { list },
      { keys: () => indices(list), get: (key) => byIndex(list, key), set: (key) => exotic.INDEX.test(key) },
    );
  }

  // Makes a collection, which has its elements by name as well.
  function makeCollection(find, handle = HTMLCollection) {
    const list = { find, nodes: [], version: -1 };
    return exotic.make(
      handle,
      { list },
      {
        keys: () => [...indices(list), ...names(list)],
        get: (key) => byIndex(list, key) ?? wrap(named(list, key)) ?? undefined,
        set: (key) => exotic.INDEX.test(key),
      },
    );
  }

  function childrenOf(node) {
    const found = [];
    for (let child = node.first; child !== null; child = child.next) found.push(child);
    return found;
  }

  const elementsOf = (node) => childrenOf(node).filter((child) => child.type === tree.ELEMENT);

  // ---- what is looked for

  const isHtmlDocument = (node) => node.document.extra.html;

  function byTagName(root, name) {
    if (name === "*") return () => tree.findAll(root, () => true);
    const lower = isHtmlDocument(root) ? name.toLowerCase() : name;
    const test = (node) => node.name === (node.namespace === tree.HTML ? lower : name);
    return () => tree.findAll(root, test);
  }

  function byClassName(root, text) {
    const wanted = text.split(/[\t\n\f\r ]+/).filter((name) => name !== "");
    if (wanted.length === 0) return () => [];
    return () => tree.findAll(root, (node) => hasClasses(node, wanted));
  }

  function hasClasses(node, wanted) {
    const value = node.attributes?.get("class");
    if (value === undefined) return false;
    const classes = value.split(/[\t\n\f\r ]+/);
    return wanted.every((name) => classes.includes(name));
  }

  stage.parts.collections = {
    NodeList,
    RadioNodeList,
    HTMLCollection,
    HTMLOptionsCollection,
    HTMLFormControlsCollection,
    HTMLAllCollection,
    makeList,
    makeCollection,
    childrenOf,
    elementsOf,
    byTagName,
    byClassName,
    nodesOf,
  };
});
