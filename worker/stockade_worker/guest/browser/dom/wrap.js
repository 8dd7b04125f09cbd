(function (stage) {
  "use strict";
  // The guest's objects for nodes: made when the guest first sees a node, and the same ever after.
  //
  // The state of such an instance is {node, eventParent, activate}. Which interface a node has is looked up
  // here: the modules that define interfaces register them.

  const { domTree: tree, events } = stage.parts;

  const byType = new Map(); // type of node -> handle
  const byName = new Map(); // name of an element of HTML -> handle
  const unknown = {}; // html, svg, mathml, other: the handles of elements whose name says nothing
  const activations = new Map(); // name of an element -> what a click on it does
  const lookups = new Map(); // handle -> for a node, the properties that its object looks up

  function handleOf(node) {
    if (node.type !== tree.ELEMENT) {
      if (node.type === tree.DOCUMENT && !node.extra.html) return unknown.xmlDocument;
      return node.shadowHost === undefined ? byType.get(node.type) : unknown.shadow;
    }
    if (node.namespace === tree.HTML) {
      return byName.get(node.name) ?? (node.name.includes("-") ? unknown.custom : unknown.html);
    }
    if (node.namespace === tree.SVG) return unknown.svg.get(node.name) ?? unknown.svg.get("");
    return node.namespace === tree.MATHML ? unknown.mathml : unknown.other;
  }

  // The fields of an instance's state.
  function fieldsOf(node) {
    return { node, eventParent, activate: activations.get(node.name) };
  }

  // The object that an event goes on to: the parent, a shadow root's host, and the window behind a document.
  function eventParent(state, event) {
    const { node } = state;
    if (node.type === tree.DOCUMENT) return event.kind === "load" ? null : (node.extra.window ?? null);
    if (node.parent !== null) return wrap(node.parent);
    return node.shadowHost === undefined || !event.composed ? null : wrap(node.shadowHost);
  }

  // Returns the guest's object for a node, or null for none.
  function wrap(node) {
    if (node === null || node === undefined) return null;
    return node.wrapper ?? introduce(node, make(node));
  }

  function make(node) {
    const handle = handleOf(node);
    const lookup = lookups.get(handle);
    const fields = fieldsOf(node);
    return lookup === undefined ? handle.make(fields) : stage.parts.exotic.make(handle, fields, lookup(node));
  }

  // Makes an object that is there already the node's. Handlers in the markup become the object's.
  function introduce(node, object) {
    node.wrapper = object;
    if (node.attributes !== undefined) {
      for (const name of node.attributes.keys()) {
        if (name.startsWith("on")) stage.parts.handlers.connect(node, name);
      }
    }
    return object;
  }

  // For a constructor that the guest has called: its state becomes that of the node.
  function adopt(state, node) {
    Object.assign(state, fieldsOf(node));
    introduce(node, state.self);
  }

  // Returns the node of a guest's object, or undefined.
  function unwrap(value) {
    return dom.Node.state(value)?.node;
  }

  const TYPES = { Element: tree.ELEMENT, Attr: tree.ATTRIBUTE, Document: tree.DOCUMENT, Text: tree.TEXT };

  // Returns the node of an argument, or throws as WebIDL says.
  function nodeArgument(value, method, on = "Node", position = 1, kind = "Node") {
    const node = unwrap(value);
    if (node !== undefined && (kind === "Node" || node.type === TYPES[kind])) return node;
    throw stage.error(
      "TypeError",
      `Failed to execute '${method}' on '${on}': parameter ${position} is not of type '${kind}'.`,
    );
  }

  // WebIDL's "[LegacyNullToEmptyString] DOMString", and a string that may be null.
  const textOrEmpty = (value) => (value === null ? "" : String(value));
  const textOrNull = (value) => (value === null || value === undefined ? null : String(value));

  // Fires a trusted event at a node, if anything can hear it.
  function fire(node, type, init, kind) {
    return events.fire(wrap(node), type, init, kind);
  }

  const dom = {
    Node: undefined, // the handle, set by the module that defines it
    byType,
    byName,
    unknown,
    activations,
    lookups,
    wrap,
    unwrap,
    adopt,
    nodeArgument,
    textOrEmpty,
    textOrNull,
    fire,
    error: (name, method, on, message) =>
      stage.domException(name, `Failed to execute '${method}' on '${on}': ${message}`),
  };
  stage.parts.dom = dom;
});
