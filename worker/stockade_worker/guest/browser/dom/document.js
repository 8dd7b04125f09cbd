(function (stage) {
  "use strict";
  // The interface Document, and the page's own `document`.
  //
  // Source: DOM Standard, section 4.5; HTML Standard, sections 3.1 and 8.4.

  const {
    domTree: tree,
    dom,
    mutation,
    mixins,
    collections,
    node: nodes,
    handlers,
    page,
    scripts,
    writing,
  } = stage.parts;
  const { wrap, nodeArgument } = dom;

  // ---- what is in the document

  const list = (name, test) => (s) =>
    mixins.kept(s.node, name, () => collections.makeCollection(() => tree.findAll(s.node, test)));
  const named =
    (...names) =>
    (node) =>
      tree.isHtml(node) && names.includes(node.name);
  const has =
    (attribute, ...names) =>
    (node) =>
      named(...names)(node) && node.attributes?.has(attribute);

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
    return (
      `${pad(date.getUTCMonth() + 1)}/${pad(date.getUTCDate())}/${date.getUTCFullYear()} ` +
      [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(pad).join(":")
    );
  }

  const kept = (name, initial) => ({
    get: (s) => s.node.extra[name] ?? initial,
    set(s, value) {
      s.node.extra[name] = String(value);
    },
  });

  const allOf = (s) =>
    mixins.kept(s.node, "all", () => {
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
    domain: {
      get: (s) => s.node.extra.domain ?? hostOf(s.node),
      set(s, value) {
        s.node.extra.domain = String(value);
      },
    },
    referrer: (s) => (s.node === page.document ? stage.profile.referrer : ""),
    cookie: { get: () => stage.parts.cookies.get(), set: (_s, text) => stage.parts.cookies.set(String(text)) },
    lastModified,
    readyState: (s) => s.node.extra.readyState,
    title: {
      get: (s) => {
        const element = titleElement(s.node);
        return element === null
          ? ""
          : tree
              .textOf(element)
              .replace(/[\t\n\f\r ]+/g, " ")
              .trim();
      },
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
    currentScript: (s) => {
      const node = scripts.current();
      return node?.document === s.node ? wrap(node) : null;
    },
    defaultView: (s) => s.node.extra.window ?? null,
    designMode: kept("designMode", "off"),
    anchors: list("anchors", has("name", "a")),
    applets: list("applets", named("applet")),
    fgColor: kept("fgColor", ""),
    linkColor: kept("linkColor", ""),
    vlinkColor: kept("vlinkColor", ""),
    alinkColor: kept("alinkColor", ""),
    bgColor: kept("bgColor", ""),
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
      ...handlers.GLOBAL,
      "readystatechange",
      "visibilitychange",
      "freeze",
      "resume",
      "search",
      "fullscreenchange",
      "fullscreenerror",
      "pointerlockchange",
      "pointerlockerror",
      "beforecopy",
      "beforecut",
      "beforepaste",
      "prerenderingchange",
      "webkitfullscreenchange",
      "webkitfullscreenerror",
    ]),
  };

  const joined = (values) => values.map(String).join("");

  const methods = {
    captureEvents() {},
    releaseEvents() {},
    clear() {},
    caretRangeFromPoint: (s) => stage.parts.range.make(s.node),
    close: (s) => writing.close(s.node),
    elementFromPoint: (s, _x, _y) => wrap(page.body(s.node)),
    elementsFromPoint: (s, _x, _y) =>
      [page.body(s.node), page.root(s.node)].filter((node) => node !== null).map(wrap),
    execCommand: (s, command, _ui = false, value = "") =>
      stage.parts.editing.execute(s.node, String(command), String(value)),
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
    open(s, ..._values) {
      writing.open(s.node);
      return s.self;
    },
    queryCommandEnabled: () => true,
    queryCommandIndeterm: () => false,
    queryCommandState: () => false,
    queryCommandSupported: (_s, command) =>
      /^(?:copy|cut|paste|selectall|inserttext|inserthtml)$/i.test(String(command)),
    queryCommandValue: () => "",
    write: (s, ...values) => writing.write(s.node, joined(values), "document.write"),
    writeln: (s, ...values) => writing.write(s.node, `${joined(values)}\n`, "document.writeln"),
  };

  const Document = stage.interface(
    mixins.combine(
      {
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
      },
      stage.parts.making,
      mixins.parentNode("Document"),
      mixins.searches,
    ),
  );

  const HTMLDocument = stage.interface({ name: "HTMLDocument", parent: Document });
  dom.byType.set(tree.DOCUMENT, HTMLDocument);
  dom.unknown.xmlDocument = stage.interface({ name: "XMLDocument", parent: Document });

  // ---- the page's own

  page.document.extra.window = stage.guest;
  const own = wrap(page.document);
  stage.accessor(stage.guest, "document", "window.document", () => own);
});
