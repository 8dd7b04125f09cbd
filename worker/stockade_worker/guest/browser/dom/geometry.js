(function (stage) {
  "use strict";
  // Where elements are on the screen, as far as a sample looks: what its attributes and style say, or a
  // line of text in a window of the profile's size. What is not in the document, or hidden, has no size.

  const { domTree: tree } = stage.parts;

  const MARGIN = 8; // of the body
  const LINE = 18; // height of a line of text
  const CHARACTER = 8;
  const MAX_ELEMENTS_BEFORE = 100;

  const DEFAULT_SIZES = {
    __proto__: null,
    canvas: [300, 150],
    iframe: [304, 154],
    video: [300, 150],
    object: [300, 150],
    embed: [300, 150],
    audio: [300, 54],
    input: [161, 21],
    button: [60, 21],
    textarea: [182, 36],
    select: [60, 19],
    img: [0, 0],
  };
  const WIDE = new Set(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li form table section article header footer main nav pre".split(" "),
  );

  const page = () => ({ width: stage.profile.screen_width, height: stage.profile.screen_height - 139 });

  function pixels(text) {
    const found = /^\s*(\d{1,7}(?:\.\d{1,6})?)(?:px)?\s*$/.exec(text ?? "");
    return found === null ? undefined : Number(found[1]);
  }

  function given(element, name) {
    const style = tree.getAttribute(element, "style");
    const inStyle = style === null ? undefined : pixels(stage.parts.style.read(style).get(name)?.value);
    return inStyle ?? pixels(tree.getAttribute(element, name));
  }

  const isNotShown = (element) =>
    !element.connected ||
    /display\s*:\s*none/i.test(tree.getAttribute(element, "style") ?? "") ||
    /^(?:head|script|style|meta|link|title|template)$/.test(element.name);

  function textLength(element) {
    let length = 0;
    for (let child = element.first; child !== null; child = child.next) {
      if (child.type === tree.TEXT) length += child.data.length;
    }
    return length;
  }

  // Returns {left, top, width, height} in CSS pixels.
  function boxOf(element) {
    if (isNotShown(element)) return { left: 0, top: 0, width: 0, height: 0 };
    const { width: whole, height: full } = page();
    if (element.name === "html") return { left: 0, top: 0, width: whole, height: full };
    const [width, height] = DEFAULT_SIZES[element.name] ?? [];
    const length = textLength(element);
    const wide = WIDE.has(element.name) ? whole - 2 * MARGIN : Math.min(length * CHARACTER, whole);
    return {
      left: element.name === "body" ? 0 : MARGIN,
      top: element.name === "body" ? 0 : MARGIN + LINE * before(element),
      width: given(element, "width") ?? width ?? wide,
      height:
        given(element, "height") ?? height ?? Math.max(length > 0 ? LINE : 0, Math.min(element.count, 50) * LINE),
    };
  }

  function before(element) {
    let count = 0;
    for (let at = element.previous; at !== null && count < MAX_ELEMENTS_BEFORE; at = at.previous) {
      if (at.type === tree.ELEMENT) count++;
    }
    return count;
  }

  const rectangle = {
    attributes: {
      x: (s) => s.left,
      y: (s) => s.top,
      width: (s) => s.width,
      height: (s) => s.height,
      top: (s) => s.top,
      right: (s) => s.left + s.width,
      bottom: (s) => s.top + s.height,
      left: (s) => s.left,
    },
    methods: {
      toJSON(s) {
        const { left, top, width, height } = s;
        return { x: left, y: top, width, height, top, right: left + width, bottom: top + height, left };
      },
    },
  };

  function fill(state, x, y, width, height) {
    const [left, top, w, h] = [Number(x), Number(y), Number(width), Number(height)];
    Object.assign(state, { left, top, width: w, height: h });
  }

  const DOMRectReadOnly = stage.interface({
    name: "DOMRectReadOnly",
    ...rectangle,
    create(state, x = 0, y = 0, width = 0, height = 0) {
      fill(state, x, y, width, height);
    },
  });
  const settable = (name) => ({
    get: (s) => s[name],
    set: (s, value) => {
      s[name] = Number(value);
    },
  });
  const DOMRect = stage.interface({
    name: "DOMRect",
    parent: DOMRectReadOnly,
    create(state, x = 0, y = 0, width = 0, height = 0) {
      fill(state, x, y, width, height);
    },
    attributes: { x: settable("left"), y: settable("top"), width: settable("width"), height: settable("height") },
  });
  const DOMRectList = stage.interface({
    name: "DOMRectList",
    attributes: { length: (s) => s.list.length },
    methods: { item: (s, index) => s.list[Number(index) >>> 0] ?? null },
    symbols: { iterator: (s) => s.list.values() },
  });

  const rectOf = (element) => DOMRect.make(boxOf(element));

  function rectsOf(element) {
    const box = boxOf(element);
    const list = box.width === 0 && box.height === 0 ? [] : [DOMRect.make(box)];
    return stage.parts.exotic.make(
      DOMRectList,
      { list },
      { keys: () => list.map((_, at) => String(at)), get: (key) => list[key] },
    );
  }

  // Of every element, and of those of HTML.
  const size = (name) => (s) => Math.round(boxOf(s.node)[name]);
  const scroll = (name) => ({
    get: (s) => s.node.extra?.[name] ?? 0,
    set(s, value) {
      tree.extraOf(s.node)[name] = Math.max(0, Number(value) || 0);
    },
  });
  const ofElement = {
    attributes: {
      clientHeight: size("height"),
      clientLeft: () => 0,
      clientTop: () => 0,
      clientWidth: size("width"),
      scrollHeight: size("height"),
      scrollLeft: scroll("scrollLeft"),
      scrollTop: scroll("scrollTop"),
      scrollWidth: size("width"),
    },
    methods: {
      getBoundingClientRect: (s) => rectOf(s.node),
      getClientRects: (s) => rectsOf(s.node),
      scroll() {},
      scrollBy() {},
      scrollTo() {},
      scrollIntoView() {},
      checkVisibility: (s) => !isNotShown(s.node),
    },
  };
  const ofHtmlElement = {
    attributes: {
      offsetHeight: size("height"),
      offsetLeft: size("left"),
      offsetParent: (s) =>
        isNotShown(s.node) || s.node.name === "body"
          ? null
          : stage.parts.dom.wrap(stage.parts.page.body(s.node.document)),
      offsetTop: size("top"),
      offsetWidth: size("width"),
    },
    methods: {},
  };

  stage.parts.geometry = { boxOf, rectOf, rectsOf, ofElement, ofHtmlElement };
});
