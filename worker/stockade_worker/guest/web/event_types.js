(function (stage) {
  "use strict";
  // Event and the interfaces that inherit from it. Each is a line in `kinds`: its members, with the type that
  // WebIDL converts to and the default. `stage.parts.eventTypes` makes events of our own, which are trusted.
  //
  // Source: DOM Standard, section 2.2; UI Events; HTML Standard.

  const { clock, error, isObject } = stage;

  const NONE = 0;
  const CONSTANTS = { NONE, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 };

  const CONVERT = {
    boolean: Boolean,
    long: (value) => Number(value) | 0,
    double: (value) => Number(value) || 0,
    string: String,
    any: (value) => value,
    object: (value) => (isObject(value) ? value : null),
    list: (value) => (isObject(value) ? Array.from(value) : []),
  };

  const startedAt = { time: 0 };
  stage.onStart(() => {
    startedAt.time = -1;
  });

  function timeStamp() {
    if (startedAt.time < 0) startedAt.time = clock.now() - 61.7; // a page had to load first
    return clock.now() - startedAt.time;
  }

  function reset(state, type, bubbles, cancelable) {
    state.kind = type; // `type` is the kit's
    state.bubbles = bubbles;
    state.cancelable = cancelable;
    state.target = state.currentTarget = null;
    state.phase = NONE;
    state.canceled = state.stopped = state.stoppedAtOnce = state.passive = state.dispatching = false;
    state.path = [];
  }

  function begin(state, type, init, members) {
    reset(state, type, init.bubbles ?? false, init.cancelable ?? false);
    state.composed = init.composed ?? false;
    state.trusted = false;
    state.timeStamp = timeStamp();
    for (const [name, [, initial]] of members) state[name] = init[name] ?? initial;
  }

  // Reads a dictionary of the guest's: each member once, converted.
  function readInit(value, name, members) {
    if (value === undefined || value === null) return {};
    if (!isObject(value)) {
      throw error("TypeError", `Failed to construct '${name}': The provided value is not of type '${name}Init'.`);
    }
    const init = {};
    for (const [member, [type]] of [...BASE_MEMBERS, ...members]) {
      const given = value[member];
      if (given !== undefined) init[member] = CONVERT[type](given);
    }
    return init;
  }

  const BASE_MEMBERS = [["bubbles", ["boolean"]], ["cancelable", ["boolean"]], ["composed", ["boolean"]]];

  function preventDefault(state) {
    if (state.cancelable && !state.passive) state.canceled = true;
  }

  const Event = stage.interface({
    name: "Event",
    constants: CONSTANTS,
    create(state, type, init = undefined) {
      const text = String(type);
      begin(state, text, readInit(init, "Event", []), []);
      ownTrust(state);
    },
    attributes: {
      type: (s) => s.kind,
      target: (s) => s.target,
      currentTarget: (s) => s.currentTarget,
      eventPhase: (s) => s.phase,
      bubbles: (s) => s.bubbles,
      cancelable: (s) => s.cancelable,
      defaultPrevented: (s) => s.canceled,
      composed: (s) => s.composed,
      timeStamp: (s) => s.timeStamp,
      srcElement: (s) => s.target,
      returnValue: {
        get: (s) => !s.canceled,
        set(s, value) {
          if (!value) preventDefault(s);
        },
      },
      cancelBubble: {
        get: (s) => s.stopped,
        set(s, value) {
          if (value) s.stopped = true;
        },
      },
    },
    methods: {
      composedPath: (s) => (s.dispatching ? [...s.path] : []),
      initEvent(s, type, bubbles = false, cancelable = false) {
        const text = String(type);
        if (!s.dispatching) reset(s, text, Boolean(bubbles), Boolean(cancelable));
      },
      preventDefault,
      stopImmediatePropagation(s) {
        s.stopped = s.stoppedAtOnce = true;
      },
      stopPropagation(s) {
        s.stopped = true;
      },
    },
  });

  // `isTrusted` is each event's own, with one getter for all of them.
  const getTrust = stage.function(
    "Event.isTrusted",
    (self) => {
      const state = Event.state(self);
      if (state === undefined) throw error("TypeError", "Illegal invocation");
      return state.trusted;
    },
    { name: "get isTrusted", receiver: true },
  );
  function ownTrust(state) {
    Reflect.defineProperty(state.self, "isTrusted", { get: getTrust, set: undefined, enumerable: true });
  }

  const handles = { Event };
  const membersOf = { Event: [] };

  function define(name, parent, members, more = {}) {
    const all = [...membersOf[parent], ...Object.entries(members)];
    const attributes = { ...more.attributes };
    for (const member of Object.keys(members)) attributes[member] = (s) => s[member];
    membersOf[name] = all;
    handles[name] = stage.interface({
      name,
      parent: handles[parent],
      constants: more.constants,
      attributes,
      methods: more.methods,
      create(state, type, init = undefined) {
        const text = String(type);
        begin(state, text, readInit(init, name, all), all);
        ownTrust(state);
      },
    });
  }

  // Before constructors there was document.createEvent, and then an init method with the members in order.
  function initMethod(names) {
    return function (s, type, bubbles = false, cancelable = false, ...values) {
      const text = String(type);
      if (s.dispatching) return;
      reset(s, text, Boolean(bubbles), Boolean(cancelable));
      names.forEach((name, at) => {
        if (at < values.length) s[name] = values[at];
      });
    };
  }

  const DELTA = { DOM_DELTA_PIXEL: 0, DOM_DELTA_LINE: 1, DOM_DELTA_PAGE: 2 };
  const LOCATIONS = {
    DOM_KEY_LOCATION_STANDARD: 0, DOM_KEY_LOCATION_LEFT: 1, DOM_KEY_LOCATION_RIGHT: 2, DOM_KEY_LOCATION_NUMPAD: 3,
  };
  const MODIFIERS = {
    ctrlKey: ["boolean", false], shiftKey: ["boolean", false], altKey: ["boolean", false], metaKey: ["boolean", false],
  };
  const MODIFIER_KEYS = { Control: "ctrlKey", Shift: "shiftKey", Alt: "altKey", Meta: "metaKey" };
  const modifierState = { getModifierState: (s, key) => s[MODIFIER_KEYS[String(key)]] === true };
  const ZERO = ["long", 0];
  const ZERO_DOUBLE = ["double", 0];
  const FALSE = ["boolean", false];
  const EMPTY = ["string", ""];
  const NULL = ["object", null];
  const ANY_NULL = ["any", null];

  // The order of these lines is the order in which they are defined: a parent stands before its children.
  const WEB_KINDS = [
    ["CustomEvent", "Event", { detail: ANY_NULL }, { methods: { initCustomEvent: initMethod(["detail"]) } }],
    ["ErrorEvent", "Event", {
      message: EMPTY, filename: EMPTY, lineno: ZERO, colno: ZERO, error: ["any", undefined],
    }],
    ["MessageEvent", "Event", {
      data: ANY_NULL, origin: EMPTY, lastEventId: EMPTY, source: NULL, ports: ["list", []],
    }, { methods: { initMessageEvent: initMethod(["data", "origin", "lastEventId", "source", "ports"]) } }],
    ["CloseEvent", "Event", { wasClean: FALSE, code: ZERO, reason: EMPTY }],
    ["ProgressEvent", "Event", { lengthComputable: FALSE, loaded: ZERO_DOUBLE, total: ZERO_DOUBLE }],
  ];
  const BROWSER_KINDS = [
    ["UIEvent", "Event", { view: NULL, detail: ZERO, sourceCapabilities: NULL }, {
      attributes: { which: (s) => s.which ?? s.keyCode ?? 0 },
      methods: { initUIEvent: initMethod(["view", "detail"]) },
    }],
    ["FocusEvent", "UIEvent", { relatedTarget: NULL }],
    ["MouseEvent", "UIEvent", {
      screenX: ZERO, screenY: ZERO, clientX: ZERO, clientY: ZERO, ...MODIFIERS, button: ZERO, buttons: ZERO,
      relatedTarget: NULL, movementX: ZERO, movementY: ZERO,
    }, {
      attributes: {
        pageX: (s) => s.clientX, pageY: (s) => s.clientY, x: (s) => s.clientX, y: (s) => s.clientY,
        offsetX: (s) => s.clientX, offsetY: (s) => s.clientY, layerX: (s) => s.clientX, layerY: (s) => s.clientY,
        fromElement: (s) => s.relatedTarget, toElement: (s) => s.target,
      },
      methods: {
        ...modifierState,
        initMouseEvent: initMethod([
          "view", "detail", "screenX", "screenY", "clientX", "clientY", "ctrlKey", "altKey", "shiftKey", "metaKey",
          "button", "relatedTarget",
        ]),
      },
    }],
    ["PointerEvent", "MouseEvent", {
      pointerId: ZERO, width: ["double", 1], height: ["double", 1], pressure: ZERO_DOUBLE,
      tangentialPressure: ZERO_DOUBLE, tiltX: ZERO, tiltY: ZERO, twist: ZERO, pointerType: EMPTY, isPrimary: FALSE,
    }],
    ["DragEvent", "MouseEvent", { dataTransfer: NULL }],
    ["WheelEvent", "MouseEvent", { deltaX: ZERO_DOUBLE, deltaY: ZERO_DOUBLE, deltaZ: ZERO_DOUBLE, deltaMode: ZERO }, {
      constants: DELTA,
    }],
    ["KeyboardEvent", "UIEvent", {
      key: EMPTY, code: EMPTY, location: ZERO, ...MODIFIERS, repeat: FALSE, isComposing: FALSE, charCode: ZERO,
      keyCode: ZERO,
    }, {
      constants: LOCATIONS,
      methods: {
        ...modifierState,
        initKeyboardEvent: initMethod(["view", "key", "location", "ctrlKey", "altKey", "shiftKey", "metaKey"]),
      },
    }],
    ["InputEvent", "UIEvent", { data: ["any", null], isComposing: FALSE, inputType: EMPTY, dataTransfer: NULL }],
    ["CompositionEvent", "UIEvent", { data: EMPTY }],
    ["TouchEvent", "UIEvent", {
      touches: ["list", []], targetTouches: ["list", []], changedTouches: ["list", []], ...MODIFIERS,
    }],
    ["HashChangeEvent", "Event", { oldURL: EMPTY, newURL: EMPTY }],
    ["PopStateEvent", "Event", { state: ANY_NULL, hasUAVisualTransition: FALSE }],
    ["PageTransitionEvent", "Event", { persisted: FALSE }],
    ["StorageEvent", "Event", {
      key: ANY_NULL, oldValue: ANY_NULL, newValue: ANY_NULL, url: EMPTY, storageArea: NULL,
    }],
    ["PromiseRejectionEvent", "Event", { promise: NULL, reason: ["any", undefined] }],
    ["BeforeUnloadEvent", "Event", {}],
    ["ClipboardEvent", "Event", { clipboardData: NULL }],
    ["SubmitEvent", "Event", { submitter: NULL }],
    ["FormDataEvent", "Event", { formData: NULL }],
    ["ToggleEvent", "Event", { oldState: EMPTY, newState: EMPTY }],
    ["AnimationEvent", "Event", { animationName: EMPTY, elapsedTime: ZERO_DOUBLE, pseudoElement: EMPTY }],
    ["TransitionEvent", "Event", { propertyName: EMPTY, elapsedTime: ZERO_DOUBLE, pseudoElement: EMPTY }],
    ["SecurityPolicyViolationEvent", "Event", {
      documentURI: EMPTY, referrer: EMPTY, blockedURI: EMPTY, violatedDirective: EMPTY, effectiveDirective: EMPTY,
      originalPolicy: EMPTY, sourceFile: EMPTY, sample: EMPTY, disposition: EMPTY, statusCode: ZERO, lineNumber: ZERO,
      columnNumber: ZERO,
    }],
    ["MediaQueryListEvent", "Event", { media: EMPTY, matches: FALSE }],
    ["IDBVersionChangeEvent", "Event", { oldVersion: ZERO, newVersion: ["any", null] }],
    ["RTCPeerConnectionIceEvent", "Event", { candidate: NULL }],
    ["OfflineAudioCompletionEvent", "Event", { renderedBuffer: NULL }],
    ["DeviceOrientationEvent", "Event", { alpha: ANY_NULL, beta: ANY_NULL, gamma: ANY_NULL, absolute: FALSE }],
    ["DeviceMotionEvent", "Event", {
      acceleration: NULL, accelerationIncludingGravity: NULL, rotationRate: NULL, interval: ZERO_DOUBLE,
    }],
  ];
  const kinds = stage.persona === "browser" ? [...WEB_KINDS, ...BROWSER_KINDS] : WEB_KINDS;
  for (const [name, parent, members, more] of kinds) define(name, parent, members, more);

  // Returns a trusted event. `init` is ours: its members are taken as they are.
  function make(type, init = {}, name = "Event") {
    const fields = {};
    begin(fields, type, init, membersOf[name]);
    fields.trusted = true;
    const made = handles[name].make(fields);
    ownTrust(Event.state(made));
    return made;
  }

  stage.parts.eventTypes = { Event, handles, make, AT_TARGET: 2, CAPTURING: 1, BUBBLING: 3, NONE };
})
