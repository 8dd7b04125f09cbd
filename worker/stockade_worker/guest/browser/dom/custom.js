(function (stage) {
  "use strict";
  // Custom elements: classes of the guest's for names with a hyphen, and the calls that their elements get.
  //
  // Source: HTML Standard, section 4.13.

  const { domTree: tree, dom, events, page } = stage.parts;

  const MAX_DEFINITIONS = 1000;
  const NAME = /^[a-z][-.0-9_a-z\u00b7\u00c0-\u{effff}]*-[-.0-9_a-z\u00b7\u00c0-\u{effff}]*$/u;
  const CALLBACKS = ["connectedCallback", "disconnectedCallback", "adoptedCallback", "attributeChangedCallback"];

  let byName = new Map(); // name -> {name, constructor, prototype, callbacks, observed}
  let byConstructor = new Map();
  let byPrototype = new Map();
  let waiting = new Map(); // name -> promises for it
  let upgrading = []; // nodes that wait for their constructor, the innermost last
  stage.onStart(() => {
    if (byName.size > 0 || waiting.size > 0) {
      byName = new Map();
      byConstructor = new Map();
      byPrototype = new Map();
      waiting = new Map();
    }
    upgrading = [];
  });

  function define(name, constructor) {
    const key = String(name);
    if (!stage.isFunction(constructor)) {
      throw stage.error(
        "TypeError",
        "Failed to execute 'define' on 'CustomElementRegistry': parameter 2 is not of type 'Function'.",
      );
    }
    if (!NAME.test(key)) {
      throw dom.error(
        "SyntaxError",
        "define",
        "CustomElementRegistry",
        `"${key}" is not a valid custom element name`,
      );
    }
    if (byName.has(key)) {
      throw dom.error(
        "NotSupportedError",
        "define",
        "CustomElementRegistry",
        `the name "${key}" has already been used with this registry`,
      );
    }
    if (byConstructor.has(constructor)) {
      throw dom.error(
        "NotSupportedError",
        "define",
        "CustomElementRegistry",
        "this constructor has already been used with this registry",
      );
    }
    if (byName.size >= MAX_DEFINITIONS) return;
    const definition = read(key, constructor);
    byName.set(key, definition);
    byConstructor.set(constructor, definition);
    byPrototype.set(definition.prototype, definition);
    for (const node of tree.findAll(page.document, (one) => tree.isHtml(one, key))) upgrade(node, definition);
    for (const one of waiting.get(key) ?? []) one.resolve(constructor);
    waiting.delete(key);
  }

  function read(name, constructor) {
    const { prototype } = constructor;
    if (!stage.isObject(prototype))
      throw stage.error(
        "TypeError",
        "Failed to execute 'define' on 'CustomElementRegistry': constructor prototype is not an object",
      );
    const callbacks = {};
    for (const key of CALLBACKS) {
      const callback = prototype[key];
      if (stage.isFunction(callback)) callbacks[key] = callback;
    }
    const observed = callbacks.attributeChangedCallback === undefined ? undefined : constructor.observedAttributes;
    return {
      name,
      constructor,
      prototype,
      callbacks,
      observed: stage.isObject(observed) ? Array.from(observed, String) : [],
    };
  }

  // Runs the constructor for a node: HTMLElement's own part of it, `construct`, makes the object the node's.
  function upgrade(node, definition) {
    upgrading.push(node);
    node.custom = definition;
    try {
      stage.construct(definition.constructor);
    } catch (thrown) {
      node.custom = undefined;
      events.report(thrown);
    } finally {
      const at = upgrading.indexOf(node);
      if (at !== -1) upgrading.splice(at, 1);
    }
    if (node.custom === undefined) return;
    for (const [name, value] of [...(node.attributes ?? [])]) attribute(node, name, null, value);
    if (node.connected) call(node, "connectedCallback");
  }

  // What HTMLElement's constructor does: gives the new object a node, or takes that of the element that is
  // being upgraded.
  function construct(state) {
    const prototype = stage.prototypeOf(state.self);
    const definition = byPrototype.get(prototype);
    if (definition === undefined) throw stage.error("TypeError", "Illegal constructor");
    const waits = upgrading.at(-1);
    if (waits === undefined || waits.custom !== definition) {
      const node = tree.makeElement(page.document, definition.name);
      node.custom = definition;
      return dom.adopt(state, node);
    }
    upgrading.pop();
    if (waits.wrapper === undefined) return dom.adopt(state, waits);
    Reflect.setPrototypeOf(waits.wrapper, prototype);
    return waits.wrapper;
  }

  function call(node, name, ...values) {
    const callback = node.custom?.callbacks[name];
    if (callback === undefined) return;
    try {
      stage.call(callback, dom.wrap(node), ...values);
    } catch (thrown) {
      events.report(thrown);
    }
  }

  function attribute(node, name, before, value) {
    if (node.custom?.observed.includes(name)) call(node, "attributeChangedCallback", name, before, value, null);
  }

  // A new element that is made by its name.
  function create(node) {
    const definition = byName.get(node.name);
    if (definition !== undefined && node.namespace === tree.HTML) upgrade(node, definition);
  }

  const CustomElementRegistry = stage.interface({
    name: "CustomElementRegistry",
    path: "customElements",
    methods: {
      define: (_s, name, constructor, _options = undefined) => define(name, constructor),
      get: (_s, name) => byName.get(String(name))?.constructor,
      getName: (_s, constructor) => byConstructor.get(constructor)?.name ?? null,
      upgrade(_s, root) {
        const node = dom.nodeArgument(root, "upgrade", "CustomElementRegistry");
        tree.findAll(node, (one) => one.custom === undefined && byName.has(one.name)).forEach(create);
      },
      whenDefined(_s, name) {
        const key = String(name);
        const known = byName.get(key);
        if (known !== undefined) return stage.resolved(known.constructor);
        const made = stage.promise();
        const others = waiting.get(key) ?? [];
        if (waiting.size < MAX_DEFINITIONS && others.length < MAX_DEFINITIONS) waiting.set(key, [...others, made]);
        return made.promise;
      },
    },
  });
  const registry = CustomElementRegistry.make();
  stage.accessor(stage.guest, "customElements", "window.customElements", () => registry);

  stage.parts.customElements = { construct, call, attribute, create };
});
