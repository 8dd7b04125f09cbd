(function (stage) {
  "use strict";
  // The interface Element: attributes, markup in and out, searching.
  //
  // Source: DOM Standard, section 4.9; DOM Parsing; CSSOM View, section 6.

  const {
    domTree: tree,
    dom,
    mutation,
    mixins,
    collections,
    match,
    serialise,
    htmlParser,
    node: nodes,
    attributes,
  } = stage.parts;
  const { wrap } = dom;
  const { lowerIn } = attributes;

  const NAME = /^[^\s/>=\u0000"'<]+$/;

  function validName(name, method) {
    if (NAME.test(name)) return name;
    throw dom.error("InvalidCharacterError", method, "Element", `'${name}' is not a valid attribute name.`);
  }

  // ---- markup

  // What markup is inside an element: nodes of its document that have not run or loaded anything yet.
  function parse(markup, context, document) {
    const name = context.type === tree.ELEMENT && context.namespace === tree.HTML ? context.name : "div";
    return htmlParser.parseFragment(document, markup, name, stage.parts.insertion.fragmentHooks);
  }

  function setInner(element, value) {
    const markup = dom.textOrEmpty(value);
    const into = element.extra?.content ?? element;
    const fragment = parse(markup, element, into.document);
    stage.parts.insertion.tellMarkup(into, "innerHTML", markup);
    mutation.replaceAll(fragment, into, "innerHTML");
  }

  function setOuter(element, value) {
    const { parent } = element;
    if (parent === null) return;
    if (parent.type === tree.DOCUMENT) {
      throw stage.domException(
        "NoModificationAllowedError",
        "Failed to set the 'outerHTML' property on 'Element': This element's parent is of type '#document', which is not an element node.",
      );
    }
    const markup = dom.textOrEmpty(value);
    const fragment = parse(markup, parent, element.document);
    const { next } = element;
    stage.parts.insertion.tellMarkup(element, "outerHTML", markup);
    mutation.remove(element);
    mutation.insert(fragment, parent, next, "outerHTML");
  }

  const PLACES = {
    __proto__: null,
    beforebegin: (node) => [node.parent, node],
    afterbegin: (node) => [node, node.first],
    beforeend: (node) => [node, null],
    afterend: (node) => [node.parent, node.next],
  };

  function placeOf(element, where, method) {
    const find = PLACES[String(where).toLowerCase()];
    if (find !== undefined) return find(element);
    throw dom.error(
      "SyntaxError",
      method,
      "Element",
      `The value provided ('${where}') is not one of 'beforebegin', 'afterbegin', 'beforeend', or 'afterend'.`,
    );
  }

  function insertMarkup(element, where, markup) {
    const [parent, before] = placeOf(element, where, "insertAdjacentHTML");
    if (parent === null || parent.type === tree.DOCUMENT) {
      throw dom.error("NoModificationAllowedError", "insertAdjacentHTML", "Element", "The element has no parent.");
    }
    const fragment = parse(markup, parent, element.document);
    stage.parts.insertion.tellMarkup(parent, "insertAdjacentHTML", markup);
    mutation.insert(fragment, parent, before, "insertAdjacentHTML");
  }

  function insertBeside(element, where, node, method) {
    const [parent, before] = placeOf(element, where, method);
    if (parent === null) return null;
    mutation.preInsert(node, parent, before, method);
    return node;
  }

  // ---- shadow trees

  function attachShadow(s, init) {
    const mode = stage.isObject(init) ? String(init.mode) : "undefined";
    const extra = tree.extraOf(s.node);
    if (mode !== "open" && mode !== "closed") {
      throw stage.error(
        "TypeError",
        `Failed to execute 'attachShadow' on 'Element': Failed to read the 'mode' property from 'ShadowRootInit': The provided value '${mode}' is not a valid enum value of type ShadowRootMode.`,
      );
    }
    if (extra.shadow !== undefined) {
      throw dom.error(
        "NotSupportedError",
        "attachShadow",
        "Element",
        "Shadow root cannot be created on a host which already hosts a shadow tree.",
      );
    }
    const root = tree.makeFragment(s.node.document);
    root.shadowHost = s.node;
    root.shadowMode = mode;
    root.connected = s.node.connected; // what is in it runs and loads as in the document
    extra.shadow = root;
    return wrap(root);
  }

  // ---- the interface

  const attribute = {
    getAttribute: (s, name) => tree.getAttribute(s.node, lowerIn(s.node, String(name))),
    getAttributeNS: (s, _namespace, name) => attributeByLocalName(s.node, String(name)),
    getAttributeNames: (s) => [...(s.node.attributes?.keys() ?? [])],
    getAttributeNode: (s, name) => wrap(nodes.attributeNode(s.node, lowerIn(s.node, String(name)))),
    getAttributeNodeNS: (s, _namespace, name) => wrap(nodes.attributeNode(s.node, String(name))),
    hasAttribute: (s, name) => tree.getAttribute(s.node, lowerIn(s.node, String(name))) !== null,
    hasAttributeNS: (s, _namespace, name) => attributeByLocalName(s.node, String(name)) !== null,
    hasAttributes: (s) => (s.node.attributes?.size ?? 0) > 0,
    removeAttribute: (s, name) => mutation.removeAttribute(s.node, lowerIn(s.node, String(name))),
    removeAttributeNS: (s, _namespace, name) => mutation.removeAttribute(s.node, String(name)),
    removeAttributeNode(s, given) {
      const node = dom.nodeArgument(given, "removeAttributeNode", "Element", 1, "Attr");
      if (node.extra.owner !== s.node) {
        throw dom.error(
          "NotFoundError",
          "removeAttributeNode",
          "Element",
          "The node provided is owned by another element.",
        );
      }
      attributes.detach(s.node, node);
      return given;
    },
    setAttribute(s, name, value) {
      const key = lowerIn(s.node, validName(String(name), "setAttribute"));
      mutation.setAttribute(s.node, key, String(value));
    },
    setAttributeNS(s, _namespace, name, value) {
      const key = validName(String(name), "setAttributeNS");
      mutation.setAttribute(s.node, key, String(value));
    },
    setAttributeNode: (s, given) => attributes.setNode(s.node, given, "setAttributeNode", "Element"),
    setAttributeNodeNS: (s, given) => attributes.setNode(s.node, given, "setAttributeNodeNS", "Element"),
    toggleAttribute(s, name, force = undefined) {
      const key = lowerIn(s.node, validName(String(name), "toggleAttribute"));
      const has = tree.getAttribute(s.node, key) !== null;
      const wanted = force === undefined ? !has : Boolean(force);
      if (wanted && !has) mutation.setAttribute(s.node, key, "");
      else if (!wanted) mutation.removeAttribute(s.node, key);
      return wanted;
    },
  };

  function attributeByLocalName(element, name) {
    for (const [key, value] of element.attributes ?? []) {
      if (key === name || key.endsWith(`:${name}`)) return value;
    }
    return null;
  }

  const Element = stage.interface(
    mixins.combine(
      {
        name: "Element",
        parent: nodes.Node,
        attributes: {
          namespaceURI: (s) => s.node.namespace,
          prefix: (s) => (s.node.name.includes(":") ? s.node.name.replace(/:.*$/, "") : null),
          localName: (s) => s.node.name.replace(/^.*:/, ""),
          tagName: (s) => nodes.nodeName(s.node),
          ...attributes.reflect(
            "id className=class slot classList*=class role ariaLabel=aria-label ariaHidden=aria-hidden",
          ),
          attributes: (s) => attributes.attributesOf(s.node),
          shadowRoot: (s) => (s.node.extra?.shadow?.shadowMode === "open" ? wrap(s.node.extra.shadow) : null),
          part: (s) => attributes.tokenList(s.node, "part"),
          innerHTML: { get: (s) => serialise.inner(s.node), set: (s, markup) => setInner(s.node, markup) },
          outerHTML: { get: (s) => serialise.outer(s.node), set: (s, markup) => setOuter(s.node, markup) },
          ...stage.parts.handlers.attributesFor([
            "beforecopy",
            "beforecut",
            "beforepaste",
            "search",
            "fullscreenchange",
            "fullscreenerror",
          ]),
        },
        methods: {
          ...attribute,
          attachShadow,
          closest: (s, selectors) => wrap(match.closest(s.node, mixins.selectorsOf(selectors, "closest", "Element"))),
          matches: (s, selectors) => match.matches(s.node, mixins.selectorsOf(selectors, "matches", "Element")),
          webkitMatchesSelector: (s, selectors) =>
            match.matches(s.node, mixins.selectorsOf(selectors, "webkitMatchesSelector", "Element")),
          insertAdjacentElement(s, where, element) {
            const node = dom.nodeArgument(element, "insertAdjacentElement", "Element", 2, "Element");
            return wrap(insertBeside(s.node, where, node, "insertAdjacentElement"));
          },
          insertAdjacentHTML: (s, where, markup) => insertMarkup(s.node, where, String(markup)),
          insertAdjacentText: (s, where, text) =>
            void insertBeside(s.node, where, tree.makeText(s.node.document, String(text)), "insertAdjacentText"),
          setHTMLUnsafe: (s, markup) => setInner(s.node, markup),
          getHTML: (s, _options = undefined) => serialise.inner(s.node),
          animate: () => ({}),
          getAnimations: () => [],
          hasPointerCapture: () => false,
          setPointerCapture() {},
          releasePointerCapture() {},
          requestFullscreen: () => stage.resolved(undefined),
          requestPointerLock: () => stage.resolved(undefined),
        },
      },
      mixins.parentNode("Element"),
      mixins.siblings,
      mixins.childNode,
      mixins.searches,
      stage.parts.geometry.ofElement,
    ),
  );

  const ShadowRoot = stage.interface({
    name: "ShadowRoot",
    parent: stage.parts.characterData.DocumentFragment,
    attributes: {
      mode: (s) => s.node.shadowMode,
      host: (s) => wrap(s.node.shadowHost),
      innerHTML: { get: (s) => serialise.inner(s.node), set: (s, markup) => setInner(s.node, markup) },
      activeElement: () => null,
      delegatesFocus: () => false,
      styleSheets: () => [],
    },
  });
  dom.unknown.shadow = ShadowRoot;
  dom.unknown.other = Element;

  stage.parts.element = { Element, parse };
});
