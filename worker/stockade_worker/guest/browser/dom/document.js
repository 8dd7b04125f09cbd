(function (stage) {
  "use strict";
  // The interface Document, and the page's own `document`.
  //
  // Source: DOM Standard, section 4.5; HTML Standard, sections 3.1 and 8.4.

  const { domTree: tree, dom, events, mutation, mixins, collections, node: nodes, handlers, page, scripts, writing } = stage.parts;
  const { wrap, nodeArgument, textOrNull } = dom;

  const ELEMENT_NAME = /^[A-Za-z_:\u0080-\uffff][^\s/>=\u0000"'<&;,(){}[\]!?%$#@^*+~`|\\]*$/;

  function validName(name, method) {
    if (ELEMENT_NAME.test(name)) return name;
    throw dom.error("InvalidCharacterError", method, "Document", `The tag name provided ('${name}') is not a valid name.`);
  }

  // ---- making nodes

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
    ("BeforeUnloadEvent CompositionEvent CustomEvent DeviceMotionEvent DeviceOrientationEvent DragEvent Event FocusEvent " +
      "HashChangeEvent KeyboardEvent MessageEvent MouseEvent StorageEvent TouchEvent UIEvent WheelEvent ErrorEvent ClipboardEvent")
      .split(" ").map((name) => [name.toLowerCase(), name]),
  );
  for (const [old, name] of [["events", "Event"], ["htmlevents", "Event"], ["svgevents", "Event"], ["mouseevents", "MouseEvent"], ["uievents", "UIEvent"], ["keyevents", "KeyboardEvent"]]) {
    EVENT_NAMES.set(old, name);
  }

  function createEvent(kind) {
    const name = EVENT_NAMES.get(String(kind).toLowerCase());
    if (name === undefined) {
      throw dom.error("NotSupportedError", "createEvent", "Document", `The provided event type ('${kind}') is invalid.`);
    }
    const event = events.makeEvent("", {}, name);
    events.Event.state(event).trusted = false;
    return event;
  }

  function createAttribute(s, name) {
    const given = String(name);
    if (!ELEMENT_NAME.test(given)) {
      throw dom.error("InvalidCharacterError", "createAttribute", "Document", `The localName provided ('${given}') contains an invalid character.`);
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

  // ---- what is in the document

  const list = (name, test) => (s) => mixins.kept(s.node, name, () => collections.makeCollection(() => tree.findAll(s.node, test)));
  const named = (...names) => (node) => tree.isHtml(node) && names.includes(node.name);
  const has = (attribute, ...names) => (node) => named(...names)(node) && node.attributes?.has(attribute);

  function titleElement(owner) {
    return tree.find(owner, (node) => node.name === "title");
  }

  function setTitle(owner, text) {
    const element = titleElement(owner);
    if (element !== null) return nodes.setTextContent(element, text);
    const head = page.head(owner);
    if (head === null) return;
    const made = tree.makeElement(owner, "title");
    tree.link(tree.makeText(owner, text), made, null);
    mutation.insert(made, head, null, "title");
  }

  function setBody(owner, given) {
    const node = nodeArgument(given, "body", "Document", 1, "Element");
    const before = page.body(owner);
    if (before !== null) mutation.replaceChild(node, before, before.parent);
    else if (page.root(owner) !== null) mutation.preInsert(node, page.root(owner), null, "body");
  }

  function hostOf(owner) {
    const record = stage.parts.urlParser.parse(page.addressOf(owner));
    return record === null ? "" : (record.host ?? "");
  }

  const pad = (number) => String(number).padStart(2, "0");
  function lastModified() {
    const date = new Date(stage.clock.now());
    return `${pad(date.getUTCMonth() + 1)}/${pad(date.getUTCDate())}/${date.getUTCFullYear()} ` +
      [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(pad).join(":");
  }

  const kept = (name, initial) => ({
    get: (s) => s.node.extra[name] ?? initial,
    set(s, value) {
      s.node.extra[name] = String(value);
    },
  });

  const allOf = (s) => mixins.kept(s.node, "all", () => {
    const all = collections.makeCollection(() => tree.findAll(s.node, () => true), collections.HTMLAllCollection);
    stage.hide(all); // `typeof document.all` is "undefined"
    return all;
  });

  const contentType = (owner) => (owner.extra.html ? "text/html" : "application/xml");

  const attributes = {
    implementation: (s) => mixins.kept(s.node, "implementation", () => stage.parts.implementation.make(s.node)),
    URL: (s) => page.addressOf(s.node),
    documentURI: (s) => page.addressOf(s.node),
    compatMode: (s) => (s.node.first?.type === tree.DOCTYPE ? "CSS1Compat" : "BackCompat"),
    characterSet: () => "UTF-8",
    charset: () => "UTF-8",
    inputEncoding: () => "UTF-8",
    contentType: (s) => contentType(s.node),
    doctype(s) {
      let node = s.node.first;
      while (node !== null && node.type !== tree.DOCTYPE) node = node.next;
      return wrap(node);
    },
    documentElement: (s) => wrap(page.root(s.node)),
    xmlEncoding: () => null,
    xmlVersion: (s) => (s.node.extra.html ? null : "1.0"),
    xmlStandalone: () => false,
    domain: { get: (s) => s.node.extra.domain ?? hostOf(s.node), set(s, value) { s.node.extra.domain = String(value); } },
    referrer: (s) => (s.node === page.document ? stage.profile.referrer : ""),
    cookie: { get: () => stage.parts.cookies.get(), set: (_s, text) => stage.parts.cookies.set(String(text)) },
    lastModified,
    readyState: (s) => s.node.extra.readyState,
    title: {
      get: (s) => { const element = titleElement(s.node); return element === null ? "" : tree.textOf(element).replace(/[\t\n\f\r ]+/g, " ").trim(); },
      set: (s, text) => setTitle(s.node, String(text)),
    },
    dir: kept("dir", ""),
    body: { get: (s) => wrap(page.body(s.node)), set: (s, given) => setBody(s.node, given) },
    head: (s) => wrap(page.head(s.node)),
    images: list("images", named("img")),
    embeds: list("embeds", named("embed")),
    plugins: list("embeds", named("embed")),
    links: list("links", has("href", "a", "area")),
    forms: list("forms", named("form")),
    scripts: list("scripts", named("script")),
    currentScript: (s) => { const node = scripts.current(); return node?.document === s.node ? wrap(node) : null; },
    defaultView: (s) => s.node.extra.window ?? null,
    designMode: kept("designMode", "off"),
    anchors: list("anchors", has("name", "a")),
    applets: list("applets", named("applet")),
    fgColor: kept("fgColor", ""), linkColor: kept("linkColor", ""), vlinkColor: kept("vlinkColor", ""),
    alinkColor: kept("alinkColor", ""), bgColor: kept("bgColor", ""),
    all: allOf,
    scrollingElement: (s) => wrap(page.root(s.node)),
    rootElement: () => null,
    hidden: () => false,
    visibilityState: () => "visible",
    webkitVisibilityState: () => "visible",
    webkitHidden: () => false,
    wasDiscarded: () => false,
    prerendering: () => false,
    fullscreenEnabled: () => true,
    fullscreen: () => false,
    fullscreenElement: () => null,
    webkitFullscreenElement: () => null,
    webkitIsFullScreen: () => false,
    pointerLockElement: () => null,
    pictureInPictureEnabled: () => true,
    pictureInPictureElement: () => null,
    activeElement: (s) => wrap(stage.parts.htmlElement.focused(s.node)),
    styleSheets: (s) => mixins.kept(s.node, "styleSheets", () => stage.adopt([])),
    adoptedStyleSheets: { get: (s) => mixins.kept(s.node, "adopted", () => stage.adopt([])), set() {} },
    fonts: (s) => mixins.kept(s.node, "fonts", () => stage.parts.fonts()),
    location: {
      get: (s) => (s.node.extra.window === undefined ? null : s.node.extra.window.location),
      set: (_s, value) => stage.parts.location.go(value),
    },
    ...handlers.attributesFor([
      ...handlers.GLOBAL, "readystatechange", "visibilitychange", "freeze", "resume", "search", "fullscreenchange",
      "fullscreenerror", "pointerlockchange", "pointerlockerror", "beforecopy", "beforecut", "beforepaste", "prerenderingchange",
      "webkitfullscreenchange", "webkitfullscreenerror",
    ]),
  };

  const joined = (values) => values.map(String).join("");

  const methods = {
    adoptNode,
    captureEvents() {}, releaseEvents() {}, clear() {},
    caretRangeFromPoint: (s) => stage.parts.range.make(s.node),
    close: (s) => writing.close(s.node),
    createAttribute,
    createAttributeNS: (s, _namespace, name) => createAttribute(s, name),
    createCDATASection(s, data) {
      if (s.node.extra.html) throw dom.error("NotSupportedError", "createCDATASection", "Document", "This operation is not supported for HTML documents.");
      const node = tree.makeNode(tree.CDATA, "#cdata-section", s.node);
      node.data = String(data);
      return wrap(node);
    },
    createComment: (s, data) => wrap(tree.makeComment(s.node, String(data))),
    createDocumentFragment: (s) => wrap(tree.makeFragment(s.node)),
    createElement: (s, name, _options = undefined) => createElement(s, name),
    createElementNS: (s, namespace, name, _options = undefined) => createElementNS(s, namespace, name),
    createEvent: (_s, kind) => createEvent(kind),
    createNodeIterator: (_s, root, show = 0xffffffff, filter = null) => stage.parts.traversal.makeIterator(root, show, filter),
    createProcessingInstruction(s, target, data) {
      const node = tree.makeNode(tree.INSTRUCTION, String(target), s.node);
      node.data = String(data);
      return wrap(node);
    },
    createRange: (s) => stage.parts.range.make(s.node),
    createTextNode: (s, data) => wrap(tree.makeText(s.node, String(data))),
    createTreeWalker: (_s, root, show = 0xffffffff, filter = null) => stage.parts.traversal.makeWalker(root, show, filter),
    elementFromPoint: (s, _x, _y) => wrap(page.body(s.node)),
    elementsFromPoint: (s, _x, _y) => [page.body(s.node), page.root(s.node)].filter((node) => node !== null).map(wrap),
    execCommand: (s, command, _ui = false, value = "") => stage.parts.editing.execute(s.node, String(command), String(value)),
    exitFullscreen: () => stage.resolved(undefined),
    exitPointerLock() {},
    getElementById: (s, id) => wrap(tree.elementById(s.node, String(id))),
    getElementsByName(s, name) {
      const wanted = String(name);
      return collections.makeList(() => tree.findAll(s.node, (node) => tree.getAttribute(node, "name") === wanted));
    },
    getSelection: () => stage.parts.selection.object,
    hasFocus: () => true,
    hasStorageAccess: () => stage.resolved(true),
    requestStorageAccess: () => stage.resolved(undefined),
    importNode(s, given, deep = false) {
      const node = nodeArgument(given, "importNode", "Document");
      return wrap(tree.clone(node, Boolean(deep), s.node));
    },
    open(s, ..._values) {
      writing.open(s.node);
      return s.self;
    },
    queryCommandEnabled: () => true,
    queryCommandIndeterm: () => false,
    queryCommandState: () => false,
    queryCommandSupported: (_s, command) => /^(?:copy|cut|paste|selectall|inserttext|inserthtml)$/i.test(String(command)),
    queryCommandValue: () => "",
    write: (s, ...values) => writing.write(s.node, joined(values), "document.write"),
    writeln: (s, ...values) => writing.write(s.node, `${joined(values)}\n`, "document.writeln"),
  };

  const Document = stage.interface(mixins.combine({
    name: "Document",
    path: "document",
    parent: nodes.Node,
    create(state) {
      const node = tree.makeDocument(false);
      node.extra.address = "about:blank";
      dom.adopt(state, node);
    },
    attributes,
    methods,
  }, mixins.parentNode("Document"), mixins.searches));

  const HTMLDocument = stage.interface({ name: "HTMLDocument", parent: Document });
  dom.byType.set(tree.DOCUMENT, HTMLDocument);
  dom.unknown.xmlDocument = stage.interface({ name: "XMLDocument", parent: Document });

  // ---- the page's own

  page.document.extra.window = stage.guest;
  const own = wrap(page.document);
  stage.accessor(stage.guest, "document", "window.document", () => own);
  Reflect.defineProperty(stage.guest, "document", { configurable: false });
})
