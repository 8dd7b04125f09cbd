(function (stage) {
  "use strict";
  // A visitor: what people do on a page once it has loaded. Much that is hostile waits for it: a click on what looks
  // like a button, a key, a form that is sent, a mouse that leaves. Each is done once, a few at most of a kind, and only
  // where somebody listens, so a page that does not is none the wiser.

  const { events, dom, domTree: tree, page } = stage.parts;
  const { hasListeners } = events;
  const { state: windowState } = stage.parts.window;

  const AFTER = 1500; // ms: the page has loaded, and been looked at
  const STEP = 130; // ms between what is done
  const MOST = 20; // elements of which each is clicked, or typed into
  const KEY = { key: "a", code: "KeyA", keyCode: 65, which: 65 };
  const PLACE = { clientX: 312, clientY: 240, screenX: 312, screenY: 361, view: stage.guest };

  function hearsItself(node, type) {
    if (node.attributes?.has(`on${type}`)) return true;
    return node.wrapper !== undefined && hasListeners(events.EventTarget.state(node.wrapper), type);
  }

  // Elements that listen themselves, in the order of the page.
  function listeners(...types) {
    const found = tree.findAll(page.document, (node) => types.some((type) => hearsItself(node, type)));
    return found.filter((node) => node.type === tree.ELEMENT).slice(0, MOST);
  }

  const isHeardAbove = (type) => hasListeners(windowState, type) || hearsItself(page.document, type);

  const UP = { bubbles: true, cancelable: true, composed: true };

  // Sends events to an element, or to the body if only what is above it listens.
  function act(types, kind, init, nodes = []) {
    const body = page.body(page.document);
    const isNeeded = nodes.length === 0 && body !== null && types.some(isHeardAbove);
    for (const node of isNeeded ? [body] : nodes) {
      for (const type of types) dom.fire(node, type, { ...UP, ...init }, kind);
    }
  }

  const over = () => {
    const types = ["pointermove", "mouseover", "mousemove"];
    act(types, "MouseEvent", PLACE, listeners(...types, "mouseenter"));
    for (const node of listeners("mouseenter")) dom.fire(node, "mouseenter", PLACE, "MouseEvent");
  };

  const scroll = () => {
    if (hearsItself(page.document, "scroll")) dom.fire(page.document, "scroll", { bubbles: true });
    else if (hasListeners(windowState, "scroll")) events.fire(stage.guest, "scroll");
  };

  const click = () => {
    const types = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
    act(types, "PointerEvent", { ...PLACE, detail: 1, pointerType: "mouse", isPrimary: true }, listeners(...types));
  };

  const type = () => {
    const types = ["keydown", "keypress", "keyup"];
    act(types, "KeyboardEvent", KEY, listeners(...types));
    for (const node of listeners("input", "change")) {
      dom.fire(node, "input", { bubbles: true, data: "a", inputType: "insertText" }, "InputEvent");
      dom.fire(node, "change", { bubbles: true });
    }
  };

  const submit = () => {
    const forms = listeners("submit").filter((node) => node.name === "form");
    act(["submit"], "SubmitEvent", {}, forms);
  };

  // The pointer goes up to the address bar, and then to another tab.
  const leave = () => {
    for (const name of ["mouseout", "mouseleave"]) {
      if (isHeardAbove(name)) dom.fire(page.document, name, { ...PLACE, clientY: -4, bubbles: true }, "MouseEvent");
    }
    if (hasListeners(windowState, "blur")) events.fire(stage.guest, "blur", {}, "FocusEvent");
  };

  const STEPS = [over, scroll, click, type, submit, leave];

  function go(at) {
    STEPS[at]();
    if (at + 1 < STEPS.length) stage.later(STEP, () => go(at + 1));
  }

  // Where nothing listens, nobody comes.
  events.onFirstListener(() => {
    stage.later(AFTER, () => go(0));
  });
})
