(function (stage) {
  "use strict";
  // EventTarget: listeners, handler attributes (`onload`), and dispatch along a path.
  //
  // A target's state may have `eventParent(state, event)`, which returns the object that comes after it on the
  // path, or null; and `activate(state, event)`, what a click does when nothing has prevented it. The global
  // object is a target as any other: its state is EventTarget's.
  //
  // Source: DOM Standard, sections 2.7 to 2.10; HTML Standard, section 8.1.8.

  const { error, isFunction, isObject } = stage;
  const { Event, AT_TARGET, BUBBLING, CAPTURING, NONE, handles, make } = stage.parts.eventTypes;

  const MAX_LISTENERS = 1000; // for one type on one target: beyond them nothing is added
  const MAX_TYPES = 1000;
  const MAX_PATH = 10_000;

  let current; // the event that is being dispatched: window.event
  let report = (thrown) => stage.report(thrown);
  let isHeard = false; // something listens, to whatever
  let whenHeard = () => undefined;
  stage.onStart(() => {
    current = undefined;
    isHeard = false;
  });

  // ---- listeners

  function listenersOf(state, type) {
    state.listeners ??= new Map();
    let list = state.listeners.get(type);
    if (list === undefined) {
      list = [];
      if (!isHeard) {
        isHeard = true;
        whenHeard();
      }
      if (state.listeners.size < MAX_TYPES) state.listeners.set(type, list);
    }
    return list;
  }

  function readOptions(options) {
    if (!isObject(options)) return { capture: Boolean(options) };
    const capture = Boolean(options.capture);
    const once = Boolean(options.once);
    const passive = Boolean(options.passive);
    return { capture, once, passive, signal: options.signal };
  }

  function add(state, type, callback, options) {
    if (options.signal !== undefined && isAborted(options.signal)) return;
    const list = listenersOf(state, type);
    if (list.length >= MAX_LISTENERS) return;
    if (list.some((one) => one.callback === callback && one.capture === options.capture && !one.isHandler)) return;
    const listener = { callback, capture: options.capture, once: options.once, passive: options.passive };
    list.push(listener);
    if (options.signal !== undefined) onAbort(options.signal, () => removeListener(state, type, listener));
  }

  function removeListener(state, type, listener) {
    listener.removed = true;
    const list = state.listeners?.get(type);
    const at = list === undefined ? -1 : list.indexOf(listener);
    if (at >= 0) list.splice(at, 1);
  }

  function remove(state, type, callback, capture) {
    const list = state.listeners?.get(type);
    const found = list?.find((one) => one.callback === callback && one.capture === capture && !one.isHandler);
    if (found !== undefined) removeListener(state, type, found);
  }

  // AbortSignal comes later, and tells us how to ask it.
  let isAborted = () => false;
  let onAbort = () => undefined;
  function connectSignals(tests) {
    isAborted = tests.isAborted;
    onAbort = tests.onAbort;
  }

  // ---- handler attributes

  // Sets `on` + type. A handler keeps the place among the listeners that it had when it was first set.
  function setHandler(state, type, value) {
    const list = listenersOf(state, type);
    const found = list.find((one) => one.isHandler);
    const callback = isObject(value) ? value : null;
    if (found !== undefined) found.callback = callback;
    else if (callback !== null) list.push({ callback, capture: false, isHandler: true });
  }

  // A handler that is text in the page is compiled when it is first asked for.
  function setLazyHandler(state, type, compile) {
    setHandler(state, type, null);
    const list = listenersOf(state, type);
    const found = list.find((one) => one.isHandler);
    if (found === undefined) list.push({ callback: null, capture: false, isHandler: true, compile });
    else found.compile = compile;
  }

  function getHandler(state, type) {
    const found = state.listeners?.get(type)?.find((one) => one.isHandler);
    if (found === undefined) return null;
    return handlerOf(found);
  }

  function handlerOf(listener) {
    const { compile } = listener;
    if (listener.callback === null && compile !== undefined) {
      listener.compile = undefined;
      try {
        listener.callback = compile() ?? null;
      } catch (thrown) {
        report(thrown);
      }
    }
    return listener.callback;
  }

  // ---- dispatch

  function stateOf(target) {
    return EventTarget.state(target);
  }

  function pathFrom(target, event) {
    const path = [];
    let at = target;
    while (at !== null && at !== undefined && path.length < MAX_PATH) {
      const state = stateOf(at);
      if (state === undefined) break;
      path.push(state);
      at = state.eventParent?.(state, event) ?? null;
    }
    return path;
  }

  function callHandler(listener, state, event) {
    const callback = handlerOf(listener);
    if (!isFunction(callback)) return;
    const isError = event.kind === "error" && handles.ErrorEvent.state(event.self) !== undefined && state.isGlobal;
    const value = isError
      ? stage.call(callback, state.self, event.message, event.filename, event.lineno, event.colno, event.error)
      : stage.call(callback, state.self, event.self);
    if (isError ? value === true : value === false) event.canceled = event.cancelable;
  }

  function callListener(listener, state, event) {
    const { callback } = listener;
    if (isFunction(callback)) {
      stage.call(callback, state.self, event.self);
      return;
    }
    const method = callback.handleEvent;
    if (!isFunction(method)) throw error("TypeError", "The listener's handleEvent is not a function.");
    stage.call(method, callback, event.self);
  }

  function run(listener, state, event) {
    const before = current;
    current = event.self;
    event.passive = listener.passive === true;
    try {
      if (listener.isHandler) callHandler(listener, state, event);
      else callListener(listener, state, event);
    } catch (thrown) {
      report(thrown);
    }
    event.passive = false;
    current = before;
  }

  function invoke(state, event, capture) {
    const list = state.listeners?.get(event.kind);
    if (list === undefined || list.length === 0) return;
    event.currentTarget = state.self;
    for (const listener of [...list]) {
      if (listener.removed || listener.capture !== capture) continue;
      if (listener.once) removeListener(state, event.kind, listener);
      run(listener, state, event);
      if (event.stoppedAtOnce) return;
    }
  }

  function walk(path, event) {
    const last = path.length - 1;
    for (let at = last; at >= 0 && !event.stopped; at--) {
      event.phase = at === 0 ? AT_TARGET : CAPTURING;
      invoke(path[at], event, true);
    }
    for (let at = 0; at <= last && !event.stopped; at++) {
      if (at > 0 && !event.bubbles) break;
      event.phase = at === 0 ? AT_TARGET : BUBBLING;
      invoke(path[at], event, false);
    }
  }

  // Returns whether nothing has canceled the event. Both are guest objects.
  function dispatch(target, eventObject) {
    const event = Event.state(eventObject);
    const path = pathFrom(target, event);
    event.target = target;
    event.path = path.map((state) => state.self);
    event.dispatching = true;
    walk(path, event);
    event.phase = NONE;
    event.currentTarget = null;
    event.dispatching = event.stopped = event.stoppedAtOnce = false;
    const isClick = event.kind === "click" && !event.canceled;
    if (isClick) {
      const active = path.find((state) => state.activate !== undefined);
      active?.activate(active, event);
    }
    return !event.canceled;
  }

  // Makes a trusted event and dispatches it.
  function fire(target, type, init = {}, name = "Event") {
    return dispatch(target, make(type, init, name));
  }

  const EventTarget = stage.interface({
    name: "EventTarget",
    implicit: stage.persona === "browser" ? stage.guest : undefined, // what a plain call is of
    create() {},
    methods: {
      addEventListener(s, type, callback, options = undefined) {
        const text = String(type);
        if (!isObject(callback)) {
          if (callback === null || callback === undefined) return;
          throw notAnObject("addEventListener");
        }
        add(s, text, callback, readOptions(options));
      },
      dispatchEvent(s, event) {
        const given = Event.state(event);
        if (given === undefined) {
          throw error(
            "TypeError",
            "Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'.",
          );
        }
        if (given.dispatching) {
          throw stage.domException(
            "InvalidStateError",
            "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.",
          );
        }
        given.trusted = false;
        return dispatch(s.self, event);
      },
      removeEventListener(s, type, callback, options = undefined) {
        const text = String(type);
        remove(s, text, callback, readOptions(options).capture);
      },
    },
  });

  function notAnObject(method) {
    return error("TypeError", `Failed to execute '${method}' on 'EventTarget': parameter 2 is not of type 'Object'.`);
  }

  stage.parts.events = {
    EventTarget,
    Event,
    handles,
    makeEvent: make,
    dispatch,
    fire,
    listen: add,
    getHandler,
    setHandler,
    setLazyHandler,
    connectSignals,
    current: () => current,
    hasListeners: (state, type) => (state.listeners?.get(type)?.length ?? 0) > 0,
    // What nothing in the guest catches, while we call it. The window asks its own handlers first.
    report: (thrown) => report(thrown),
    isHeard: () => isHeard,
    // Calls back once in a run, when the first listener comes.
    onFirstListener(call) {
      whenHeard = call;
    },
    reportWith(reporter) {
      report = reporter;
    },
  };
})
