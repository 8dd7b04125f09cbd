(function (stage) {
  "use strict";
  // HTMLElement, SVGElement and MathMLElement: what all elements of a kind have.
  //
  // Source: HTML Standard, section 3.2.2; CSSOM View, section 7.

  const {
    domTree: tree,
    dom,
    events,
    mutation,
    mixins,
    attributes,
    handlers,
    style,
    geometry,
    element,
    page,
  } = stage.parts;
  const { wrap } = dom;

  let focused = null; // the element that has the focus
  stage.onStart(() => {
    focused = null;
  });

  const isFocusable = (node) =>
    node.connected &&
    (/^(?:input|button|select|textarea|iframe)$/.test(node.name) ||
      node.attributes?.has("tabindex") ||
      (/^(?:a|area)$/.test(node.name) && node.attributes?.has("href")) ||
      node.attributes?.has("contenteditable"));

  function focus(node) {
    if (!isFocusable(node) || focused === node) return;
    if (focused !== null) blur(focused);
    focused = node;
    dom.fire(node, "focus", {}, "FocusEvent");
    dom.fire(node, "focusin", { bubbles: true }, "FocusEvent");
  }

  function blur(node) {
    if (focused !== node) return;
    focused = null;
    dom.fire(node, "blur", {}, "FocusEvent");
    dom.fire(node, "focusout", { bubbles: true }, "FocusEvent");
  }

  const MAX_CLICKS = 20; // inside one another
  let clicks = 0;

  // A click as a script makes it. A handler may click again.
  function click(node) {
    if (clicks >= MAX_CLICKS || node.attributes?.has("disabled")) return;
    clicks++;
    try {
      const init = { bubbles: true, cancelable: true, composed: true, view: stage.guest, pointerId: -1 };
      const event = events.makeEvent("click", init, "PointerEvent");
      events.dispatch(wrap(node), event);
    } finally {
      clicks--;
    }
  }
  stage.onStart(() => {
    clicks = 0;
  });

  // ---- text as it would be shown

  const BREAKS = /^(?:br|p|div|li|tr|h[1-6]|ul|ol|table|section|article|pre|blockquote)$/;

  function innerText(root) {
    const parts = [];
    for (let node = root.first; node !== null;) {
      const isSkipped = node.type === tree.ELEMENT && /^(?:script|style|template|noscript|title)$/.test(node.name);
      if (node.type === tree.TEXT) parts.push(node.data.replace(/[ \t\n\r]+/g, " "));
      else if (node.type === tree.ELEMENT && BREAKS.test(node.name) && parts.length > 0) parts.push("\n");
      node = tree.following(node, root, isSkipped);
    }
    return parts
      .join("")
      .replace(/ ?\n ?/g, "\n")
      .trim();
  }

  function setInnerText(node, value, how) {
    const fragment = tree.makeFragment(node.document);
    dom
      .textOrEmpty(value)
      .split(/\r\n|[\r\n]/)
      .forEach((line, at) => {
        if (at > 0) tree.link(tree.makeElement(node.document, "br"), fragment, null);
        if (line !== "") tree.link(tree.makeText(node.document, line), fragment, null);
      });
    if (how === "innerText") return mutation.replaceAll(fragment, node, how);
    const { parent, next } = node;
    if (parent === null) return;
    mutation.remove(node);
    mutation.insert(fragment, parent, next, how);
  }

  // ---- what HTML, SVG and MathML elements share

  const shared = {
    attributes: {
      ...handlers.attributesFor(handlers.GLOBAL),
      dataset: (s) => attributes.datasetOf(s.node),
      ...attributes.reflect("nonce autofocus?"),
      tabIndex: {
        get: (s) =>
          Number.parseInt(tree.getAttribute(s.node, "tabindex") ?? (isFocusable(s.node) ? "0" : "-1"), 10) | 0,
        set: (s, value) => mutation.setAttribute(s.node, "tabindex", String(Number(value) | 0)),
      },
      style: {
        get: (s) => style.styleOf(s.node),
        set: (s, value) => mutation.setAttribute(s.node, "style", String(value)),
      },
    },
    methods: { focus: (s) => focus(s.node), blur: (s) => blur(s.node) },
  };

  const HTMLElement = stage.interface(
    mixins.combine(
      {
        name: "HTMLElement",
        parent: element.Element,
        create: (state) => stage.parts.customElements.construct(state),
        attributes: {
          ...attributes.reflect(
            "title lang translate dir hidden? inert? accessKey draggable spellcheck contentEditable enterKeyHint inputMode popover",
          ),
          isContentEditable: (s) => /^(?:|true)$/.test(tree.getAttribute(s.node, "contenteditable") ?? "no"),
          innerText: { get: (s) => innerText(s.node), set: (s, value) => setInnerText(s.node, value, "innerText") },
          outerText: { get: (s) => innerText(s.node), set: (s, value) => setInnerText(s.node, value, "outerText") },
        },
        methods: {
          attachInternals: () => ({}),
          click: (s) => click(s.node),
          hidePopover() {},
          showPopover() {},
          togglePopover: () => false,
        },
      },
      shared,
      geometry.ofHtmlElement,
    ),
  );

  const HTMLUnknownElement = stage.interface({ name: "HTMLUnknownElement", parent: HTMLElement });

  const SVGElement = stage.interface(
    mixins.combine(
      {
        name: "SVGElement",
        parent: element.Element,
        attributes: { ownerSVGElement: (s) => ownerOf(s.node), viewportElement: (s) => ownerOf(s.node) },
      },
      shared,
    ),
  );
  const SVGGraphicsElement = stage.interface({
    name: "SVGGraphicsElement",
    parent: SVGElement,
    methods: { getBBox: (s) => geometry.rectOf(s.node), getCTM: () => null, getScreenCTM: () => null },
  });
  const SVGSVGElement = stage.interface({ name: "SVGSVGElement", parent: SVGGraphicsElement });
  const SVGScriptElement = stage.interface({
    name: "SVGScriptElement",
    parent: SVGElement,
    attributes: attributes.reflect("type"),
  });
  const MathMLElement = stage.interface(mixins.combine({ name: "MathMLElement", parent: element.Element }, shared));

  function ownerOf(node) {
    for (let at = node.parent; at !== null; at = at.parent) {
      if (at.name === "svg" && at.namespace === tree.SVG) return wrap(at);
    }
    return null;
  }

  dom.unknown.html = HTMLUnknownElement;
  dom.unknown.custom = HTMLElement;
  dom.unknown.mathml = MathMLElement;
  dom.unknown.svg = new Map([
    ["", SVGElement],
    ["svg", SVGSVGElement],
    ["script", SVGScriptElement],
    ...[
      "a",
      "circle",
      "g",
      "path",
      "rect",
      "text",
      "image",
      "use",
      "line",
      "ellipse",
      "polygon",
      "foreignObject",
    ].map((name) => [name, SVGGraphicsElement]),
  ]);

  stage.parts.htmlElement = {
    HTMLElement,
    focus,
    click,
    focused: (owner) =>
      focused !== null && focused.connected && focused.document === owner ? focused : page.body(owner),
  };
});
