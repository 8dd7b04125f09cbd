(function (stage) {
  "use strict";
  // Smaller things around a document: DOMImplementation, fonts, computed styles and the window's selection.
  //
  // Source: DOM Standard, section 4.5.1; CSSOM, section 6.4; CSS Font Loading.

  const { domTree: tree, dom, htmlParser, style } = stage.parts;
  const { wrap, nodeArgument, textOrNull } = dom;

  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  const DOMImplementation = stage.interface({
    name: "DOMImplementation",
    methods: {
      createDocument(_s, namespace, name, doctype = null) {
        const document = tree.makeDocument(false);
        document.extra.address = "about:blank";
        const given = name === null ? "" : String(name);
        const type = dom.unwrap(doctype);
        if (type !== undefined) tree.link(type, document, null);
        if (given !== "") tree.link(tree.makeElement(document, given, textOrNull(namespace) || null), document, null);
        return wrap(document);
      },
      createDocumentType(s, name, publicId, systemId) {
        return wrap(tree.makeDoctype(s.owner, String(name), String(publicId), String(systemId)));
      },
      createHTMLDocument(_s, title = undefined) {
        const document = tree.makeDocument();
        document.extra.address = "about:blank";
        const head = title === undefined ? "" : `<title>${escape(String(title))}</title>`;
        htmlParser.parseDocument(document, `<!DOCTYPE html><html><head>${head}</head><body></body></html>`);
        return wrap(document);
      },
      hasFeature: () => true,
    },
  });

  stage.parts.implementation = { make: (owner) => DOMImplementation.make({ owner }) };

  const FontFaceSet = stage.interface({
    name: "FontFaceSet",
    parent: stage.parts.events.EventTarget,
    attributes: { ready: (s) => stage.resolved(s.self), status: () => "loaded", size: () => 0 },
    methods: {
      add: (s) => s.self,
      check: () => true,
      clear() {},
      delete: () => false,
      has: () => false,
      load: () => stage.resolved([]),
    },
  });
  stage.parts.fonts = () => FontFaceSet.make();

  stage.global(
    "getComputedStyle",
    stage.function("window.getComputedStyle", (element, _pseudo = undefined) =>
      style.computedStyle(nodeArgument(element, "getComputedStyle", "Window", 1, "Element")),
    ),
  );
  stage.global(
    "getSelection",
    stage.function("window.getSelection", () => stage.parts.selection.object),
  );

  // `CSS.supports` and `CSS.escape`.
  stage.namespace({
    name: "CSS",
    tag: "CSS",
    methods: {
      escape: (text) =>
        String(text)
          .replace(/[^-\w\u0080-\uffff]/g, "\\$&")
          .replace(/^(-?)(\d)/, (_, dash, digit) => `${dash}\\3${digit} `),
      supports: (condition, value = undefined) => {
        const property = value === undefined ? /^\(?\s*([-\w]+)\s*:/.exec(String(condition))?.[1] : String(condition);
        return style.isProperty(property ?? "");
      },
    },
    global: true,
  });
});
