(function (stage) {
  "use strict";
  // Styles: `element.style`, which is the style attribute's text taken apart, and computed ones, which are the
  // same with a default for what is not given. Style sheets are kept as text and apply to nothing.
  //
  // Source: CSSOM, section 6.6 (CSS declaration blocks).

  const { domTree: tree, mutation, exotic, mixins } = stage.parts;

  const MAX_DECLARATIONS = 1000;

  const PROPERTIES = new Set(
    (
      "accent-color align-content align-items align-self all animation animation-delay animation-direction animation-duration " +
      "animation-fill-mode animation-iteration-count animation-name animation-play-state animation-timing-function appearance " +
      "aspect-ratio backdrop-filter backface-visibility background background-attachment background-blend-mode background-clip " +
      "background-color background-image background-origin background-position background-position-x background-position-y " +
      "background-repeat background-size block-size border border-block border-bottom border-bottom-color " +
      "border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-collapse border-color " +
      "border-image border-left border-left-color border-left-style border-left-width border-radius border-right " +
      "border-right-color border-right-style border-right-width border-spacing border-style border-top border-top-color " +
      "border-top-left-radius border-top-right-radius border-top-style border-top-width border-width bottom box-shadow " +
      "box-sizing break-after break-before break-inside caption-side caret-color clear clip clip-path color color-scheme " +
      "column-count column-gap column-rule column-width columns contain content counter-increment counter-reset cursor direction " +
      "display empty-cells filter flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float font font-family " +
      "font-feature-settings font-kerning font-size font-stretch font-style font-variant font-weight gap grid grid-area " +
      "grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-gap grid-row grid-template grid-template-areas " +
      "grid-template-columns grid-template-rows height hyphens image-rendering inline-size inset isolation justify-content " +
      "justify-items justify-self left letter-spacing line-break line-height list-style list-style-image list-style-position " +
      "list-style-type margin margin-bottom margin-left margin-right margin-top mask max-height max-width min-height min-width " +
      "mix-blend-mode object-fit object-position offset opacity order orphans outline outline-color outline-offset outline-style " +
      "outline-width overflow overflow-wrap overflow-x overflow-y overscroll-behavior padding padding-bottom padding-left " +
      "padding-right padding-top page-break-after page-break-before perspective place-content place-items pointer-events position " +
      "quotes resize right rotate row-gap scale scroll-behavior scroll-snap-type stroke stroke-width tab-size table-layout " +
      "text-align text-align-last text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent " +
      "text-overflow text-rendering text-shadow text-transform top touch-action transform transform-origin transform-style " +
      "transition transition-delay transition-duration transition-property transition-timing-function translate unicode-bidi " +
      "user-select vertical-align visibility white-space widows width will-change word-break word-spacing word-wrap writing-mode " +
      "z-index zoom fill"
    ).split(" "),
  );

  const DEFAULTS = {
    __proto__: null,
    display: "block",
    visibility: "visible",
    position: "static",
    color: "rgb(0, 0, 0)",
    opacity: "1",
    float: "none",
    "background-color": "rgba(0, 0, 0, 0)",
    "background-image": "none",
    "font-size": "16px",
    "font-weight": "400",
    "font-family": '"Times New Roman"',
    "font-style": "normal",
    "line-height": "normal",
    "text-align": "start",
    "z-index": "auto",
    overflow: "visible",
    "pointer-events": "auto",
    cursor: "auto",
    transform: "none",
    "box-sizing": "content-box",
    top: "auto",
    left: "auto",
    right: "auto",
    bottom: "auto",
    margin: "0px",
    padding: "0px",
    "border-width": "0px",
    "white-space": "normal",
    "user-select": "auto",
    filter: "none",
    clip: "auto",
    content: "normal",
    direction: "ltr",
  };
  const INLINE = new Set(
    "a abbr b bdi bdo br cite code em font i img label q s samp small span strong sub sup u var".split(" "),
  );
  const HIDDEN = new Set("base head link meta noscript script style template title".split(" "));

  const toProperty = (name) =>
    name === "cssFloat"
      ? "float"
      : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^webkit-/, "-webkit-");
  const toCamel = (name) => name.replace(/^-/, "").replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

  // The property that a name of the guest's means, or undefined. Vendors' own have a name without the prefix.
  function propertyOf(name) {
    const property = toProperty(name);
    if (PROPERTIES.has(property) || property.startsWith("--")) return property;
    const plain = property.replace(/^-webkit-/, "");
    return plain !== property && PROPERTIES.has(plain) ? plain : undefined;
  }

  // ---- text and declarations

  // Splits at a sign where no bracket and no quotation is open.
  function splitOutside(text, sign) {
    const parts = [];
    let from = 0;
    let open = 0;
    let quote = "";
    for (let at = 0; at < text.length && parts.length < MAX_DECLARATIONS; at++) {
      const character = text[at];
      if (character === "\\") at++;
      else if (quote !== "") quote = character === quote ? "" : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (character === "(") open++;
      else if (character === ")") open--;
      else if (character === sign && open <= 0) {
        parts.push(text.slice(from, at));
        from = at + 1;
      }
    }
    parts.push(text.slice(from));
    return parts;
  }

  // Returns Map property -> {value, important}.
  function read(text) {
    const found = new Map();
    for (const part of splitOutside(text.replace(/\/\*[^]*?\*\//g, ""), ";")) {
      const colon = part.indexOf(":");
      const property = part.slice(0, Math.max(0, colon)).trim().toLowerCase();
      const [value, important] = withoutImportant(part.slice(colon + 1).trim());
      if (value !== "" && propertyOf(property) !== undefined) found.set(property, { value, important });
    }
    return found;
  }

  function withoutImportant(text) {
    const at = text.toLowerCase().lastIndexOf("!important");
    return at === -1 ? [text, false] : [text.slice(0, at).trim(), true];
  }

  function write(declarations) {
    return [...declarations]
      .map(([name, { value, important }]) => `${name}: ${value}${important ? " !important" : ""};`)
      .join(" ");
  }

  // ---- the guest's object. Its state is {read(), write(declarations), computed}

  function valueOf(s, property) {
    return s.read().get(property)?.value ?? (s.computed ? s.byDefault(property) : "");
  }

  function change(s, property, value, important) {
    if (s.computed) {
      throw stage.domException(
        "NoModificationAllowedError",
        `Failed to set the '${toCamel(property)}' property on 'CSSStyleDeclaration': These styles are computed, and therefore the '${property}' property is read-only.`,
      );
    }
    const declarations = s.read();
    if (value.trim() === "") declarations.delete(property);
    else declarations.set(property, { value: value.trim(), important });
    s.write(declarations);
  }

  const textOf = (value) => (value === null ? "" : String(value));

  const CSSStyleDeclaration = stage.interface({
    name: "CSSStyleDeclaration",
    attributes: {
      cssText: {
        get: (s) => (s.computed ? "" : write(s.read())),
        set: (s, text) => s.computed || s.write(read(textOf(text))),
      },
      length: (s) => (s.computed ? PROPERTIES.size : s.read().size),
      parentRule: () => null,
    },
    methods: {
      getPropertyPriority: (s, name) => (s.read().get(String(name).toLowerCase())?.important ? "important" : ""),
      getPropertyValue: (s, name) => valueOf(s, String(name).toLowerCase()),
      item: (s, index) => [...(s.computed ? PROPERTIES : s.read().keys())][Number(index) >>> 0] ?? "",
      removeProperty(s, name) {
        const property = String(name).toLowerCase();
        const before = valueOf(s, property);
        change(s, property, "", false);
        return before;
      },
      setProperty(s, name, value, priority = "") {
        const property = String(name).toLowerCase();
        const text = textOf(value);
        if (propertyOf(property) !== undefined)
          change(s, property, text, String(priority).toLowerCase() === "important");
      },
    },
  });

  const camelNames = [...PROPERTIES].map(toCamel);

  function makeStyle(fields) {
    return exotic.make(CSSStyleDeclaration, fields, {
      keys: () => camelNames,
      get(key) {
        if (exotic.INDEX.test(key)) return [...fields.read().keys()][Number(key)];
        const property = propertyOf(key);
        return property === undefined ? undefined : valueOf(fields, property);
      },
      set(key, value) {
        const property = propertyOf(key);
        if (property === undefined) return false;
        change(fields, property, textOf(value), false);
        return true;
      },
    });
  }

  // What the style attribute says is read again only when it has changed.
  function styleOf(element) {
    return mixins.kept(element, "style", () => {
      let text;
      let declarations;
      return makeStyle({
        computed: false,
        read() {
          const now = tree.getAttribute(element, "style") ?? "";
          if (now !== text) {
            text = now;
            declarations = read(now);
          }
          return declarations;
        },
        write(changed) {
          declarations = changed;
          text = write(changed);
          mutation.setAttribute(element, "style", text);
        },
      });
    });
  }

  function byDefault(element, property) {
    if (property === "display")
      return HIDDEN.has(element.name) ? "none" : INLINE.has(element.name) ? "inline" : "block";
    if (property === "width" || property === "height") return `${stage.parts.geometry.boxOf(element)[property]}px`;
    return DEFAULTS[property] ?? (PROPERTIES.has(property) ? "auto" : "");
  }

  function computedStyle(element) {
    return makeStyle({
      computed: true,
      read: () => read(tree.getAttribute(element, "style") ?? ""),
      byDefault: (property) => byDefault(element, property),
    });
  }

  stage.parts.style = {
    styleOf,
    computedStyle,
    read,
    isProperty: (name) => propertyOf(name.toLowerCase()) !== undefined,
  };
});
