(function (stage) {
  "use strict";
  // Links, and other elements that have an address or a text of their own: a, area, base, script, style, title.
  //
  // Source: HTML Standard, sections 4.6.3 (HTMLHyperlinkElementUtils) and 4.12.1.

  const { domTree: tree, dom, mutation, node: nodes, urlParser, urlParts, page } = stage.parts;

  // ---- the parts of a link's address

  function recordOf(node) {
    const href = tree.getAttribute(node, "href");
    const whole = href === null ? null : page.resolve(href, node);
    return whole === null ? null : urlParser.parse(whole);
  }

  function partOf(name) {
    const { get, set } = urlParts[name];
    const attribute = { get: (s) => partNow(s.node, name, get) };
    if (set !== undefined) {
      attribute.set = (s, value) => {
        const text = String(value);
        const record = recordOf(s.node);
        if (record === null) return;
        set(record, text);
        mutation.setAttribute(s.node, "href", urlParser.serialize(record));
      };
    }
    return attribute;
  }

  function partNow(node, name, get) {
    const record = recordOf(node);
    if (record === null) return name === "protocol" ? ":" : "";
    return get(record);
  }

  const href = (node) => {
    const text = tree.getAttribute(node, "href");
    return text === null ? "" : (page.resolve(text, node) ?? text);
  };

  const hyperlink = {
    attributes: {
      href: { get: (s) => href(s.node), set: (s, value) => mutation.setAttribute(s.node, "href", String(value)) },
      ...Object.fromEntries(
        ["origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"].map(
          (name) => [name, partOf(name)],
        ),
      ),
    },
    methods: { toString: (s) => href(s.node) },
  };

  // What a click on a link does: the page goes there, a window opens, or a file is saved.
  function follow(state) {
    const { node } = state;
    const text = tree.getAttribute(node, "href");
    if (text === null) return;
    const address = href(node);
    const name = tree.getAttribute(node, "download");
    if (name !== null) return download(address, name);
    const target = tree.getAttribute(node, "target");
    const details = { client: `${node.name}.click` };
    if (target !== null && target !== "" && !target.startsWith("_self")) details.target = target;
    stage.parts.location.navigate(address, details, details.target === undefined);
  }

  // A download by a link: the browser would write a file of the page's choice.
  function download(address, name) {
    const answer = stage.parts.loading.request("a[download]", address);
    const file = name === "" ? address.replace(/[?#].*$/s, "").replace(/^.*\//s, "") : name;
    stage.effect("file", "download", file, { url: address.slice(0, 2000) }, answer?.body, "download");
  }

  for (const name of ["a", "area"]) dom.activations.set(name, follow);

  const text = { get: (s) => tree.textOf(s.node), set: (s, value) => nodes.setTextContent(s.node, String(value)) };

  stage.parts.links = {
    HTMLAnchorElement: { attributes: { ...hyperlink.attributes, text }, methods: hyperlink.methods },
    HTMLAreaElement: hyperlink,
    HTMLTitleElement: { attributes: { text }, methods: {} },
    HTMLScriptElement: {
      attributes: {
        text,
        async: {
          get: (s) =>
            (s.node.extra?.isAsync ?? !s.node.extra?.hasStarted) || s.node.attributes?.has("async") === true,
          set(s, value) {
            tree.extraOf(s.node).isAsync = false;
            if (value) mutation.setAttribute(s.node, "async", "");
            else mutation.removeAttribute(s.node, "async");
          },
        },
      },
      methods: {},
      statics: { supports: (type) => ["classic", "module", "importmap"].includes(String(type)) },
    },
  };
});
