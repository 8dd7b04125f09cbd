(function (stage) {
  "use strict";
  // The window: the guest's global object as an instance of Window and as an EventTarget, its names for itself, and
  // what becomes of errors that nothing catches.
  //
  // Source: HTML Standard, sections 7.2 and 8.1.4.

  const { guest } = stage;
  const events = stage.parts.events;

  const MAX_MESSAGE = 2000;

  const HANDLERS =
    "abort afterprint animationcancel animationend animationiteration animationstart appinstalled auxclick " +
    "beforeinput beforeinstallprompt beforematch beforeprint beforetoggle beforeunload beforexrselect blur cancel " +
    "canplay canplaythrough change click close contentvisibilityautostatechange contextlost contextmenu " +
    "contextrestored cuechange dblclick devicemotion deviceorientation deviceorientationabsolute drag dragend " +
    "dragenter dragleave dragover dragstart drop durationchange emptied ended error focus formdata gotpointercapture " +
    "hashchange input invalid keydown keypress keyup languagechange load loadeddata loadedmetadata loadstart " +
    "lostpointercapture message messageerror mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup " +
    "mousewheel offline online pagehide pageshow pause play playing pointercancel pointerdown pointerenter " +
    "pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress ratechange " +
    "rejectionhandled reset resize scroll scrollend search seeked seeking select selectionchange selectstart stalled " +
    "storage submit suspend timeupdate toggle transitioncancel transitionend transitionrun transitionstart " +
    "unhandledrejection unload volumechange waiting wheel";

  const Window = stage.interface({
    name: "Window",
    parent: events.EventTarget,
    constants: { TEMPORARY: 0, PERSISTENT: 1 },
  });
  Object.setPrototypeOf(guest, Window.prototype);
  Reflect.deleteProperty(guest, Symbol.toStringTag); // the engine's own: "global"
  const state = Window.attach(guest, { isGlobal: true });

  // ---- properties of the window itself

  const define = (name, descriptor) => Reflect.defineProperty(guest, name, { configurable: true, ...descriptor });

  // A property that a script can't replace.
  function fixed(name, value) {
    stage.accessor(guest, name, `window.${name}`, () => value());
  }

  // One that a script replaces by assigning to it, as `var parent = ...` does.
  function replaceable(name, get) {
    stage.accessor(guest, name, `window.${name}`, () => get(), (_self, value) => {
      define(name, { value, writable: true, enumerable: true });
    });
  }

  // One that keeps what it is set to, converted.
  function kept(name, initial, convert) {
    let current = initial;
    stage.onStart(() => {
      current = initial;
    });
    stage.accessor(guest, name, `window.${name}`, () => current, (_self, value) => {
      current = convert(value);
    });
  }

  fixed("window", () => guest);
  replaceable("self", () => guest);
  replaceable("frames", () => guest);
  replaceable("parent", () => guest);
  fixed("top", () => guest);
  kept("name", "", String);
  kept("status", "", String);
  kept("opener", null, (value) => value);
  replaceable("closed", () => false);
  replaceable("length", () => stage.parts.frameCount?.() ?? 0);
  replaceable("event", () => events.current());
  stage.accessor(guest, "frameElement", "window.frameElement", () => null);
  stage.accessor(guest, "isSecureContext", "window.isSecureContext", () => stage.parts.location.isSecure());
  stage.accessor(guest, "crossOriginIsolated", "window.crossOriginIsolated", () => false);
  stage.accessor(guest, "originAgentCluster", "window.originAgentCluster", () => true);
  stage.accessor(guest, "credentialless", "window.credentialless", () => false);
  replaceable("origin", () => stage.parts.location.origin());

  for (const type of HANDLERS.split(" ")) {
    stage.accessor(
      guest, `on${type}`, `window.on${type}`,
      () => events.getHandler(state, type),
      (_self, value) => events.setHandler(state, type, value),
    );
  }

  // ---- errors that nothing catches

  function textOf(thrown) {
    try {
      return `Uncaught ${String(thrown)}`.slice(0, MAX_MESSAGE);
    } catch {
      return "Uncaught [object Object]";
    }
  }

  // Line and column, from the innermost of the guest's own frames.
  function placeOf(thrown) {
    const stack = Error.isError(thrown) ? thrown.stack : "";
    const found = typeof stack === "string" ? /:(\d{1,9}):(\d{1,9})\)?$/m.exec(stack.slice(0, 10_000)) : null;
    return { lineno: Number(found?.[1] ?? 0), colno: Number(found?.[2] ?? 0) };
  }

  let isReporting = false;
  let reported; // the error that stage.report has been given, and the window's handlers with it
  const NOTHING = {};
  stage.onStart(() => {
    isReporting = false;
    reported = NOTHING;
  });

  // Asks window.onerror. Returns whether a handler has dealt with it.
  function tellError(thrown) {
    if (isReporting || !events.hasListeners(state, "error")) return false;
    isReporting = true; // an error in a handler for errors is only reported
    try {
      const init = {
        message: textOf(thrown), filename: stage.parts.location.href(), error: thrown, cancelable: true, ...placeOf(thrown),
      };
      return !events.fire(guest, "error", init, "ErrorEvent");
    } finally {
      isReporting = false;
    }
  }

  events.reportWith((thrown) => {
    if (tellError(thrown)) return;
    reported = thrown;
    stage.report(thrown);
  });

  function tellRejection(reason) {
    if (!events.hasListeners(state, "unhandledrejection")) return false;
    const init = { promise: stage.promise().promise, reason, cancelable: true };
    return !events.fire(guest, "unhandledrejection", init, "PromiseRejectionEvent");
  }

  stage.onUncaught((thrown, isRejection) => {
    if (isRejection) return tellRejection(thrown);
    if (thrown !== reported) return tellError(thrown);
    reported = NOTHING;
    return false;
  });

  stage.global("reportError", stage.function("window.reportError", (thrown) => events.report(thrown)));

  stage.parts.window = { Window, state, replaceable };
})
