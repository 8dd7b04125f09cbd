(function (stage) {
  "use strict";
  // Members that several interfaces have: what can hold elements, what can be held, what can be queried.
  //
  // Source: DOM Standard, sections 4.2.6 (ParentNode) and 4.2.8 (ChildNode).

  const { domTree: tree, dom, mutation, collections, match } = stage.parts;
  const { wrap } = dom;

  // Selectors of the guest's: text, converted once, and what is wrong with it said as Chrome does.
  function selectorsOf(text, method, on) {
    const given = String(text);
    const list = match.parse(given);
    if (list !== undefined) return list;
    const message = given.trim() === "" ? "The provided selector is empty." : `'${given}' is not a valid selector.`;
    throw dom.error("SyntaxError", method, on, message);
  }

  const kept = (node, name, make) => (tree.extraOf(node)[name] ??= make());

  function parentNode(on) {
    return {
      attributes: {
        children: (s) =>
          kept(s.node, "children", () => collections.makeCollection(() => collections.elementsOf(s.node))),
        firstElementChild: (s) => wrap(tree.elementAfter(s.node.first)),
        lastElementChild: (s) => wrap(tree.elementBefore(s.node.last)),
        childElementCount: (s) => collections.elementsOf(s.node).length,
      },
      methods: {
        append(s, ...values) {
          insertAll(values, s.node, () => null, "append");
        },
        prepend(s, ...values) {
          insertAll(values, s.node, () => s.node.first, "prepend");
        },
        replaceChildren(s, ...values) {
          const node = values.length === 0 ? null : mutation.nodeOfValues(values, s.node.document);
          mutation.replaceAll(node, s.node, "replaceChildren");
        },
        querySelector: (s, selectors) => wrap(match.first(s.node, selectorsOf(selectors, "querySelector", on))),
        querySelectorAll(s, selectors) {
          return collections.makeList(match.all(s.node, selectorsOf(selectors, "querySelectorAll", on)));
        },
      },
    };
  }

  function insertAll(values, parent, before, method) {
    if (values.length === 0) return;
    mutation.preInsert(mutation.nodeOfValues(values, parent.document), parent, before(), method);
  }

  // The nearest sibling in a direction that is not itself among what is being inserted.
  function beside(node, direction, values) {
    const given = new Set(values.map(dom.unwrap));
    let at = node[direction];
    while (at !== null && given.has(at)) at = at[direction];
    return at;
  }

  const childNode = {
    attributes: {},
    methods: {
      after(s, ...values) {
        const { parent } = s.node;
        if (parent === null || values.length === 0) return;
        const next = beside(s.node, "next", values);
        mutation.preInsert(mutation.nodeOfValues(values, s.node.document), parent, next, "after");
      },
      before(s, ...values) {
        const { parent } = s.node;
        if (parent === null || values.length === 0) return;
        const previous = beside(s.node, "previous", values);
        const node = mutation.nodeOfValues(values, s.node.document);
        mutation.preInsert(node, parent, previous === null ? parent.first : previous.next, "before");
      },
      remove(s) {
        mutation.remove(s.node);
      },
      replaceWith(s, ...values) {
        const { parent } = s.node;
        if (parent === null) return;
        const next = beside(s.node, "next", values);
        const node = mutation.nodeOfValues(values, s.node.document);
        if (s.node.parent === parent) mutation.remove(s.node);
        mutation.preInsert(node, parent, next, "replaceWith");
      },
    },
  };

  const siblings = {
    attributes: {
      nextElementSibling: (s) => wrap(tree.elementAfter(s.node.next)),
      previousElementSibling: (s) => wrap(tree.elementBefore(s.node.previous)),
    },
    methods: {},
  };

  // What can be searched for elements by tag, class and namespace.
  const searches = {
    attributes: {},
    methods: {
      getElementsByClassName(s, names) {
        return collections.makeCollection(collections.byClassName(s.node, String(names)));
      },
      getElementsByTagName(s, name) {
        return collections.makeCollection(collections.byTagName(s.node, String(name)));
      },
      getElementsByTagNameNS(s, namespace, name) {
        const wanted = dom.textOrNull(namespace) || null;
        const local = String(name);
        const test = (node) =>
          (wanted === "*" || node.namespace === wanted) && (local === "*" || node.name.replace(/^.*:/, "") === local);
        return collections.makeCollection(() => tree.findAll(s.node, test));
      },
    },
  };

  // Puts the parts of a declaration together.
  function combine(declared, ...mixins) {
    const attributes = { ...declared.attributes };
    const methods = { ...declared.methods };
    for (const mixin of mixins) {
      Object.assign(attributes, mixin.attributes);
      Object.assign(methods, mixin.methods);
    }
    return { ...declared, attributes, methods };
  }

  stage.parts.mixins = { parentNode, childNode, siblings, searches, combine, selectorsOf, kept };
});
