(function (stage) {
  "use strict";
  // Changing trees as the guest does: what may go where, fragments, and telling everyone who has to act on it.
  //
  // Others register with `steps`: for all elements or those of one name, what is to be done when they come
  // into a document, leave it, or an attribute changes. The steps are taken once the tree is complete.
  //
  // Source: DOM Standard, section 4.2.3 (mutation algorithms).

  const { domTree: tree, dom } = stage.parts;
  const { ELEMENT, TEXT, DOCUMENT, DOCTYPE, FRAGMENT } = tree;

  // ---- steps

  const byName = { inserted: new Map(), removed: new Map(), attribute: new Map() };
  const watchers = {
    children: undefined,
    attribute: undefined,
    data: undefined,
    arrived: undefined,
    removing: undefined,
  };

  const steps = {
    // For elements of a name: inserted(node, how), removed(node), attribute(node, name, value, before).
    forName(name, one) {
      for (const kind of Object.keys(one)) byName[kind].set(name, one[kind]);
    },
    // For every change, one function each: children(parent, added, removed, previous, next),
    // attribute(node, name, before), data(node, before), arrived(node, how) with each root in a document, removing(node) before it is out of its place.
    watch(more) {
      Object.assign(watchers, more);
    },
  };

  // Has the elements of subtrees that came into a document act. Scripts may change everything meanwhile.
  function arrive(roots, how) {
    const active = [];
    for (const root of roots) {
      if (!root.connected) continue;
      watchers.arrived?.(root, how);
      for (let node = root; node !== null; node = tree.following(node, root)) {
        if (node.type === ELEMENT && (byName.inserted.has(node.name) || node.custom !== undefined)) active.push(node);
      }
    }
    for (const node of active) if (node.connected) act(node, how);
  }

  function act(node, how) {
    byName.inserted.get(node.name)?.(node, how);
    if (node.custom !== undefined) stage.parts.customElements.call(node, "connectedCallback");
  }

  // Has the elements of subtrees that have left a document act, all of them being out already.
  function leave(roots) {
    const active = [];
    for (const root of roots) {
      for (let node = root; node !== null; node = tree.following(node, root)) {
        if (node.type === ELEMENT && (byName.removed.has(node.name) || node.custom !== undefined)) active.push(node);
      }
    }
    for (const node of active) {
      byName.removed.get(node.name)?.(node);
      if (node.custom !== undefined) stage.parts.customElements.call(node, "disconnectedCallback");
    }
  }

  // ---- what may go where

  const CONTAINERS = new Set([ELEMENT, DOCUMENT, FRAGMENT]);

  function refuse(method, message) {
    return dom.error("HierarchyRequestError", method, "Node", message);
  }

  function check(node, parent, before, method) {
    if (!CONTAINERS.has(parent.type)) throw refuse(method, "This node type does not support this method.");
    if (tree.isInclusiveAncestor(node, parent)) {
      throw refuse(method, "The new child element contains the parent.");
    }
    if (before !== null && before.parent !== parent) {
      throw dom.error(
        "NotFoundError",
        method,
        "Node",
        "The node before which the new node is to be inserted is not a child of this node.",
      );
    }
    if (node.type === DOCUMENT || (node.type === DOCTYPE && parent.type !== DOCUMENT)) {
      throw refuse(method, `Nodes of type '${node.name}' may not be inserted inside nodes of type '${parent.name}'.`);
    }
    if (parent.type === DOCUMENT) checkDocument(node, parent, method);
  }

  function checkDocument(node, parent, method) {
    if (node.type === TEXT) {
      throw refuse(method, "Nodes of type '#text' may not be inserted inside nodes of type '#document'.");
    }
    const isElement = node.type === ELEMENT || (node.type === FRAGMENT && tree.elementAfter(node.first) !== null);
    const there = tree.elementAfter(parent.first);
    if (isElement && there !== null && there !== node) throw refuse(method, "Only one element on document allowed.");
  }

  // ---- changes

  // Inserts without checks: a node, or what a fragment holds. `how` is the API that does it, for the trace.
  function insert(node, parent, before, how) {
    const added = [];
    if (node.type === FRAGMENT) {
      for (let child = node.first; child !== null; child = node.first) {
        tree.unlink(child);
        added.push(child);
      }
      if (added.length > 0) watchers.children?.(node, [], added, null, null);
    } else {
      if (node.parent !== null) remove(node);
      added.push(node);
    }
    if (added.length === 0) return;
    const next = before === null || before.parent === parent ? before : null; // a callback may have moved it
    const previous = next === null ? parent.last : next.previous;
    for (const child of added) tree.link(child, parent, next);
    watchers.children?.(parent, added, [], previous, next);
    if (parent.connected) arrive(added, how);
    childrenChanged(parent, how);
  }

  // A script whose text comes after it runs then; a style is another one.
  function childrenChanged(parent, how) {
    if (parent.connected && parent.type === ELEMENT && parent.name === "script")
      byName.inserted.get("script")(parent, how);
  }

  function remove(node) {
    const { parent, previous, next, connected } = node;
    if (parent === null) return;
    watchers.removing?.(node);
    tree.unlink(node);
    watchers.children?.(parent, [], [node], previous, next);
    if (connected) leave([node]);
  }

  function removeAll(parent) {
    const { connected } = parent;
    const removed = [];
    for (let child = parent.first; child !== null; child = parent.first) {
      watchers.removing?.(child);
      tree.unlink(child);
      removed.push(child);
    }
    if (removed.length === 0) return;
    watchers.children?.(parent, [], removed, null, null);
    if (connected) leave(removed);
  }

  function preInsert(node, parent, before, method) {
    check(node, parent, before, method);
    insert(node, parent, before === node ? node.next : before, method);
  }

  function replaceChild(node, child, parent) {
    if (child.parent !== parent) {
      throw dom.error(
        "NotFoundError",
        "replaceChild",
        "Node",
        "The node to be replaced is not a child of this node.",
      );
    }
    // A document's only element may be replaced by another.
    if (parent.type === DOCUMENT && child.type === ELEMENT && node.type === ELEMENT)
      check(node, tree.makeFragment(parent), null, "replaceChild");
    else check(node, parent, child, "replaceChild");
    const next = child.next === node ? node.next : child.next;
    if (child !== node) remove(child);
    insert(node, parent, next, "replaceChild");
  }

  // Puts nodes in the place of all children.
  function replaceAll(node, parent, how) {
    removeAll(parent);
    if (node !== null) insert(node, parent, null, how);
  }

  function setAttribute(node, name, value) {
    const before = tree.getAttribute(node, name);
    tree.setAttribute(node, name, value);
    attributeChanged(node, name, value, before);
  }

  function removeAttribute(node, name) {
    const before = tree.getAttribute(node, name);
    if (before === null) return;
    tree.removeAttribute(node, name);
    attributeChanged(node, name, null, before);
  }

  function attributeChanged(node, name, value, before) {
    watchers.attribute?.(node, name, before);
    if (name.startsWith("on")) stage.parts.handlers.changed(node, name);
    byName.attribute.get(node.name)?.(node, name, value, before);
    if (node.custom !== undefined) stage.parts.customElements.attribute(node, name, before, value);
  }

  function setData(node, data) {
    const before = node.data;
    node.data = data;
    watchers.data?.(node, before);
  }

  // Turns (Node or string)... into one node.
  function nodeOfValues(values, document) {
    const nodes = values.map((value) => dom.unwrap(value) ?? tree.makeText(document, String(value)));
    if (nodes.length === 1) return nodes[0];
    const fragment = tree.makeFragment(document);
    for (const node of nodes) preInsert(node, fragment, null, "append");
    return fragment;
  }

  stage.parts.mutation = {
    steps,
    preInsert,
    insert,
    remove,
    removeAll,
    replaceChild,
    replaceAll,
    setAttribute,
    removeAttribute,
    setData,
    nodeOfValues,
    act,
  };
});
