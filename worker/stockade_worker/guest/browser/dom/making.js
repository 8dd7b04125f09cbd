(function (stage) {
  "use strict";
  // Making nodes: `document.createElement` and its like, and taking nodes over from another document.
  //
  // Source: DOM Standard, section 4.5.

  const { domTree: tree, dom, events, mutation, node: nodes } = stage.parts;
  const { wrap, nodeArgument, textOrNull } = dom;

  const ELEMENT_NAME = /^[A-Za-z_:\u0080-\uffff][^\s/>=\u0000"'<&;,(){}[\]!?%$#@^*+~`|\\]*$/;

  function validName(name, method) {
    if (ELEMENT_NAME.test(name)) return name;
    throw dom.error(
      "InvalidCharacterError",
      method,
      "Document",
      `The tag name provided ('${name}') is not a valid name.`,
    );
  }

  function createElement(s, name) {
    const given = validName(String(name), "createElement");
    const isHtml = s.node.extra.html;
    const node = tree.makeElement(s.node, isHtml ? given.toLowerCase() : given, isHtml ? tree.HTML : null);
    if (node.name.includes("-")) stage.parts.customElements.create(node);
    return wrap(node);
  }

  function createElementNS(s, namespace, name) {
    const given = validName(String(name), "createElementNS");
    return wrap(tree.makeElement(s.node, given, textOrNull(namespace) || null));
  }

  // Names for createEvent from before constructors, and those that are still constructors.
  const EVENT_NAMES = new Map(
    (
      "BeforeUnloadEvent CompositionEvent CustomEvent DeviceMotionEvent DeviceOrientationEvent DragEvent Event FocusEvent " +
      "HashChangeEvent KeyboardEvent MessageEvent MouseEvent StorageEvent UIEvent WheelEvent ErrorEvent ClipboardEvent"
    )
      .split(" ")
      .map((name) => [name.toLowerCase(), name]),
  );
  for (const [old, name] of [
    ["events", "Event"],
    ["htmlevents", "Event"],
    ["svgevents", "Event"],
    ["mouseevents", "MouseEvent"],
    ["uievents", "UIEvent"],
    ["keyevents", "KeyboardEvent"],
  ]) {
    EVENT_NAMES.set(old, name);
  }

  function createEvent(kind) {
    const name = EVENT_NAMES.get(String(kind).toLowerCase());
    if (name === undefined) {
      throw dom.error(
        "NotSupportedError",
        "createEvent",
        "Document",
        `The provided event type ('${kind}') is invalid.`,
      );
    }
    const event = events.makeEvent("", {}, name);
    events.Event.state(event).trusted = false;
    return event;
  }

  function createAttribute(s, name) {
    const given = String(name);
    if (!ELEMENT_NAME.test(given)) {
      throw dom.error(
        "InvalidCharacterError",
        "createAttribute",
        "Document",
        `The localName provided ('${given}') contains an invalid character.`,
      );
    }
    return wrap(nodes.makeAttribute(s.node, s.node.extra.html ? given.toLowerCase() : given));
  }

  // Takes a node and all below it out of where it is, into this document.
  function adoptNode(s, given) {
    const node = nodeArgument(given, "adoptNode", "Document");
    mutation.remove(node);
    setOwner(node, s.node);
    return given;
  }

  function setOwner(root, owner) {
    for (let node = root; node !== null; node = tree.following(node, root)) node.document = owner;
  }

  stage.parts.making = {
    attributes: {},
    methods: {
      adoptNode,
      createAttribute,
      createAttributeNS: (s, _namespace, name) => createAttribute(s, name),
      createCDATASection(s, data) {
        if (s.node.extra.html)
          throw dom.error(
            "NotSupportedError",
            "createCDATASection",
            "Document",
            "This operation is not supported for HTML documents.",
          );
        const node = tree.makeNode(tree.CDATA, "#cdata-section", s.node);
        node.data = String(data);
        return wrap(node);
      },
      createComment: (s, data) => wrap(tree.makeComment(s.node, String(data))),
      createDocumentFragment: (s) => wrap(tree.makeFragment(s.node)),
      createElement: (s, name, _options = undefined) => createElement(s, name),
      createElementNS: (s, namespace, name, _options = undefined) => createElementNS(s, namespace, name),
      createEvent: (_s, kind) => createEvent(kind),
      createNodeIterator: (_s, root, show = 0xffffffff, filter = null) =>
        stage.parts.traversal.makeIterator(root, show, filter),
      createProcessingInstruction(s, target, data) {
        const node = tree.makeNode(tree.INSTRUCTION, String(target), s.node);
        node.data = String(data);
        return wrap(node);
      },
      createRange: (s) => stage.parts.range.make(s.node),
      createTextNode: (s, data) => wrap(tree.makeText(s.node, String(data))),
      createTreeWalker: (_s, root, show = 0xffffffff, filter = null) =>
        stage.parts.traversal.makeWalker(root, show, filter),
      importNode(s, given, deep = false) {
        const node = nodeArgument(given, "importNode", "Document");
        return wrap(tree.clone(node, Boolean(deep), s.node));
      },
    },
  };
});
