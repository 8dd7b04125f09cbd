(function (stage) {
  "use strict";
  // DOMParser, XMLSerializer and XPath's least: documents out of text, and text out of nodes.
  //
  // Source: HTML Standard, section 8.5; DOM Parsing, section 3.

  const { domTree: tree, dom, serialise, htmlParser, xmlParser } = stage.parts;

  const TYPES = ["text/html", "text/xml", "application/xml", "application/xhtml+xml", "image/svg+xml"];

  // Makes the document that text of a type is. Nothing in it runs or loads.
  function parse(markup, type) {
    if (/html/.test(type) && !/xhtml/.test(type)) {
      const document = tree.makeDocument();
      htmlParser.parseDocument(document, markup);
      return document;
    }
    return xmlParser.parse(markup);
  }

  stage.interface({
    name: "DOMParser",
    create() {},
    methods: {
      parseFromString(_s, text, type) {
        const markup = String(text);
        const kind = String(type);
        if (!TYPES.includes(kind)) {
          throw stage.error(
            "TypeError",
            `Failed to execute 'parseFromString' on 'DOMParser': The provided value '${kind}' is not a valid enum value of type SupportedType.`,
          );
        }
        return dom.wrap(parse(markup, kind));
      },
    },
  });

  stage.interface({
    name: "XMLSerializer",
    create() {},
    methods: {
      serializeToString(_s, given) {
        const node = dom.nodeArgument(given, "serializeToString", "XMLSerializer");
        return serialise.xml(node);
      },
    },
  });

  stage.parts.parseDocument = (text, type) => dom.wrap(parse(text, type));
});
