(function (stage) {
  "use strict";
  // Attributes as the guest sees them besides getAttribute: `attributes`, `classList`, `dataset`; and the
  // table language in which elements declare which of their properties are attributes.
  //
  // Source: DOM Standard, sections 4.9.1 and 7.1; HTML Standard, sections 2.6.1 and 3.2.6.6.

  const { domTree: tree, dom, mutation, exotic, mixins, node: nodes } = stage.parts;
  const { wrap } = dom;

  // ---- attributes

  const namesOf = (element) => (element.attributes === undefined ? [] : [...element.attributes.keys()]);
  const lowerIn = (element, name) =>
    element.namespace === tree.HTML && element.document.extra.html ? name.toLowerCase() : name;

  const NamedNodeMap = stage.interface({
    name: "NamedNodeMap",
    attributes: { length: (s) => s.element.attributes?.size ?? 0 },
    methods: {
      getNamedItem: (s, name) => wrap(nodes.attributeNode(s.element, lowerIn(s.element, String(name)))),
      getNamedItemNS: (s, _namespace, name) => wrap(nodes.attributeNode(s.element, String(name))),
      item: (s, index) => wrap(nodes.attributeNode(s.element, namesOf(s.element)[Number(index) >>> 0] ?? "")),
      removeNamedItem: (s, name) => removeNamed(s.element, lowerIn(s.element, String(name))),
      removeNamedItemNS: (s, _namespace, name) => removeNamed(s.element, String(name)),
      setNamedItem: (s, attribute) => setNode(s.element, attribute, "setNamedItem", "NamedNodeMap"),
      setNamedItemNS: (s, attribute) => setNode(s.element, attribute, "setNamedItemNS", "NamedNodeMap"),
    },
    symbols: {
      iterator: (s) =>
        namesOf(s.element)
          .map((name) => wrap(nodes.attributeNode(s.element, name)))
          .values(),
    },
  });

  function removeNamed(element, name) {
    const node = nodes.attributeNode(element, name);
    if (node === null) {
      throw dom.error("NotFoundError", "removeNamedItem", "NamedNodeMap", `No item with name '${name}' was found.`);
    }
    detach(element, node);
    return wrap(node);
  }

  // An attribute's node goes on with the value that it has.
  function detach(element, node) {
    node.data = tree.getAttribute(element, node.name) ?? node.data;
    node.extra.owner = null;
    element.extra?.attributeNodes?.delete(node.name);
    mutation.removeAttribute(element, node.name);
  }

  function setNode(element, attribute, method, on) {
    const node = dom.nodeArgument(attribute, method, on, 1, "Attr");
    if (node.extra.owner !== null && node.extra.owner !== element) {
      throw dom.error(
        "InUseAttributeError",
        method,
        on,
        "The node provided is an attribute node that is already an attribute of another Element; attribute nodes must be explicitly cloned.",
      );
    }
    const before = nodes.attributeNode(element, node.name);
    if (before === node) return wrap(node);
    if (before !== null) detach(element, before);
    mutation.setAttribute(element, node.name, node.data);
    node.extra.owner = element;
    mixins.kept(element, "attributeNodes", () => new Map()).set(node.name, node);
    return wrap(before);
  }

  function attributesOf(element) {
    return mixins.kept(element, "attributesMap", () =>
      exotic.make(
        NamedNodeMap,
        { element },
        {
          keys: () => namesOf(element).flatMap((name, at) => [String(at), name]),
          get(key) {
            const name = exotic.INDEX.test(key) ? namesOf(element)[Number(key)] : key;
            return name === undefined ? undefined : (wrap(nodes.attributeNode(element, name)) ?? undefined);
          },
        },
      ),
    );
  }

  // ---- classList and its like

  const SPACES = /[\t\n\f\r ]+/;
  const tokensOf = ({ element, name }) => [
    ...new Set((tree.getAttribute(element, name) ?? "").split(SPACES).filter(Boolean)),
  ];
  const setTokens = ({ element, name }, list) => mutation.setAttribute(element, name, list.join(" "));

  function token(value, method) {
    const text = String(value);
    if (text === "") throw dom.error("SyntaxError", method, "DOMTokenList", "The token provided must not be empty.");
    if (SPACES.test(text)) {
      throw dom.error(
        "InvalidCharacterError",
        method,
        "DOMTokenList",
        `The token provided ('${text}') contains HTML space characters, which are not valid in tokens.`,
      );
    }
    return text;
  }

  const DOMTokenList = stage.interface({
    name: "DOMTokenList",
    attributes: {
      length: (s) => tokensOf(s).length,
      value: {
        get: (s) => tree.getAttribute(s.element, s.name) ?? "",
        set: (s, value) => mutation.setAttribute(s.element, s.name, String(value)),
      },
    },
    methods: {
      add(s, ...values) {
        const more = values.map((value) => token(value, "add"));
        setTokens(s, [...new Set([...tokensOf(s), ...more])]);
      },
      contains: (s, value) => tokensOf(s).includes(String(value)),
      entries: (s) => tokensOf(s).entries(),
      forEach(s, callback, self = undefined) {
        const list = tokensOf(s);
        for (let i = 0; i < list.length; i++) stage.call(callback, self, list[i], i, s.self);
      },
      item: (s, index) => tokensOf(s)[Number(index) >>> 0] ?? null,
      keys: (s) => tokensOf(s).keys(),
      remove(s, ...values) {
        const gone = new Set(values.map((value) => token(value, "remove")));
        setTokens(
          s,
          tokensOf(s).filter((one) => !gone.has(one)),
        );
      },
      replace(s, before, after) {
        const [old, fresh] = [token(before, "replace"), token(after, "replace")];
        const list = tokensOf(s);
        if (!list.includes(old)) return false;
        setTokens(s, [...new Set(list.map((one) => (one === old ? fresh : one)))]);
        return true;
      },
      supports: () => true,
      toString: (s) => tree.getAttribute(s.element, s.name) ?? "",
      toggle(s, value, force = undefined) {
        const text = token(value, "toggle");
        const list = tokensOf(s);
        const has = list.includes(text);
        const wanted = force === undefined ? !has : Boolean(force);
        if (has !== wanted) setTokens(s, wanted ? [...list, text] : list.filter((one) => one !== text));
        return wanted;
      },
      values: (s) => tokensOf(s).values(),
    },
    symbols: { iterator: (s) => tokensOf(s).values() },
  });

  function tokenList(element, name) {
    const fields = { element, name };
    return mixins.kept(element, `tokens ${name}`, () =>
      exotic.make(DOMTokenList, fields, {
        keys: () => tokensOf(fields).map((_, at) => String(at)),
        get: (key) => (exotic.INDEX.test(key) ? tokensOf(fields)[Number(key)] : undefined),
      }),
    );
  }

  // ---- dataset

  const DOMStringMap = stage.interface({ name: "DOMStringMap" });
  const toName = (key) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const toKey = (name) => name.slice(5).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

  function datasetOf(element) {
    return mixins.kept(element, "dataset", () =>
      exotic.make(
        DOMStringMap,
        {},
        {
          overrides: true,
          keys: () =>
            namesOf(element)
              .filter((name) => name.startsWith("data-"))
              .map(toKey),
          get: (key) => tree.getAttribute(element, toName(key)) ?? undefined,
          set(key, value) {
            const text = String(value);
            if (/-[a-z]/.test(key)) {
              throw stage.domException(
                "SyntaxError",
                `Failed to set a named property '${key}' on 'DOMStringMap': '${key}' is not a valid property name.`,
              );
            }
            mutation.setAttribute(element, toName(key), text);
            return true;
          },
          remove: (key) => mutation.removeAttribute(element, toName(key)),
        },
      ),
    );
  }

  // ---- properties that are attributes

  const set = (s, name, value) => mutation.setAttribute(s.node, name, value);
  const get = (s, name) => tree.getAttribute(s.node, name);

  // By the sign behind a property's name: what it is. Without a sign it is text.
  const KINDS = {
    "": (name) => ({ get: (s) => get(s, name) ?? "", set: (s, value) => set(s, name, String(value)) }),
    "?": (name) => ({
      get: (s) => get(s, name) !== null,
      set: (s, value) => (value ? set(s, name, "") : mutation.removeAttribute(s.node, name)),
    }),
    "#": (name) => ({
      get: (s) => integer(get(s, name)),
      set: (s, value) => set(s, name, String(Number(value) | 0)),
    }),
    "@": (name) => ({ get: (s) => address(s.node, name), set: (s, value) => set(s, name, String(value)) }),
    "*": (name) => ({ get: (s) => tokenList(s.node, name), set: (s, value) => set(s, name, String(value)) }),
  };

  function integer(text) {
    const number = Number.parseInt(text ?? "0", 10);
    return Number.isNaN(number) ? 0 : number | 0;
  }

  // The whole address that an attribute means; the text itself where it is none.
  function address(node, name) {
    const text = tree.getAttribute(node, name);
    if (text === null) return "";
    return stage.parts.page.resolve(text, node) ?? text;
  }

  // Reads "className=class disabled? href@ tabIndex#": attributes as a declaration of an interface has them.
  function reflect(text) {
    const attributes = {};
    for (const one of text.split(/\s+/)) {
      if (one === "") continue;
      const [, property, kind, attribute] = /^(\w+)([?#@*]?)(?:=([\w-]+))?$/.exec(one);
      attributes[property] = KINDS[kind](attribute ?? property.toLowerCase());
    }
    return attributes;
  }

  stage.parts.attributes = { attributesOf, tokenList, datasetOf, setNode, detach, reflect, lowerIn, address };
});
