(function (stage) {
  "use strict";
  // Handlers of events: `element.onclick`, and the same as attributes, whose text is compiled when the event
  // comes, as a piece of code of its own.
  //
  // Source: HTML Standard, section 8.1.8.1.

  const { domTree: tree, events, dom, mutation } = stage.parts;

  // The events that every element of HTML, every document and the window have handlers for.
  const GLOBAL = (
    "abort animationend animationiteration animationstart auxclick beforeinput beforematch beforetoggle blur cancel canplay " +
    "canplaythrough change click close contextmenu copy cuechange cut dblclick drag dragend dragenter dragleave dragover " +
    "dragstart drop durationchange emptied ended error focus formdata gotpointercapture input invalid keydown keypress keyup " +
    "load loadeddata loadedmetadata loadstart lostpointercapture mousedown mouseenter mouseleave mousemove mouseout mouseover " +
    "mouseup mousewheel paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout " +
    "pointerover pointerup progress ratechange reset resize scroll scrollend securitypolicyviolation seeked seeking select " +
    "selectionchange selectstart slotchange stalled submit suspend timeupdate toggle transitioncancel transitionend " +
    "transitionrun transitionstart volumechange waiting wheel"
  ).split(" ");

  // Events of the body that are the window's.
  const OF_WINDOW = new Set(
    (
      "afterprint beforeprint beforeunload blur error focus hashchange languagechange load message messageerror offline online " +
      "pagehide pageshow popstate rejectionhandled resize scroll storage unhandledrejection unload"
    ).split(" "),
  );

  const MAX_TEXT = 1 << 20; // characters of a handler

  const isBody = (node) => tree.isHtml(node) && (node.name === "body" || node.name === "frameset");

  // Where the handler of an attribute is kept: {state, type}.
  function placeOf(node, name) {
    const type = name.slice(2);
    const { window } = node.document.extra;
    if (isBody(node) && OF_WINDOW.has(type) && window !== undefined) {
      return { state: events.EventTarget.state(window), type, isWindow: true };
    }
    return { state: dom.Node.state(node.wrapper), type, isWindow: false };
  }

  // Makes an attribute of an element that has an object the handler of it.
  function connect(node, name) {
    const { state, type, isWindow } = placeOf(node, name);
    const text = tree.getAttribute(node, name);
    if (state === undefined || text.length > MAX_TEXT) return;
    const parameters = isWindow && type === "error" ? "event, source, lineno, colno, error" : "event";
    events.setLazyHandler(state, type, () => compile(node, text, parameters, name));
  }

  // The document's, the form's and the element's properties are names in it.
  function compile(node, text, parameters, name) {
    const form = node.name === "form" ? null : stage.parts.forms.formOf(node);
    const scopes = form === null ? "with (arguments[0])" : "with (arguments[1]) with (arguments[0])";
    const made = stage.evaluate(
      `(function () { with (document) ${scopes} return function ${name}(${parameters}) {\n${text}\n} })`,
      "handler",
    );
    return stage.call(made, undefined, dom.wrap(node), dom.wrap(form));
  }

  function changed(node, name) {
    const isForWindow = isBody(node) && OF_WINDOW.has(name.slice(2));
    if (node.wrapper === undefined && !isForWindow) return; // when there is one, it will be connected
    if (tree.getAttribute(node, name) !== null) return connect(node, name);
    const { state, type } = placeOf(node, name);
    if (state !== undefined) events.setHandler(state, type, null);
  }

  // The window's handlers do not wait for the body's object.
  for (const name of ["body", "frameset"]) {
    mutation.steps.forName(name, {
      inserted(node) {
        for (const attribute of node.attributes?.keys() ?? [])
          if (attribute.startsWith("on")) changed(node, attribute);
      },
    });
  }

  // The accessors for handlers of these events, for a declaration.
  function attributesFor(types) {
    const attributes = {};
    for (const type of types) {
      attributes[`on${type}`] = {
        get: (s) => events.getHandler(s, type),
        set: (s, value) => events.setHandler(s, type, value),
      };
    }
    return attributes;
  }

  // Those of the body that stand for the window's.
  function windowAttributes() {
    const attributes = {};
    for (const type of OF_WINDOW) {
      const stateOf = (s) => events.EventTarget.state(s.node.document.extra.window) ?? s;
      attributes[`on${type}`] = {
        get: (s) => events.getHandler(stateOf(s), type),
        set: (s, value) => events.setHandler(stateOf(s), type, value),
      };
    }
    return attributes;
  }

  // Whether a node would hear an event: looked at before anything is made for it.
  function mayHear(node, type) {
    return node.wrapper !== undefined || node.attributes?.has(`on${type}`);
  }

  stage.parts.handlers = { GLOBAL, OF_WINDOW, connect, changed, attributesFor, windowAttributes, mayHear };
});
