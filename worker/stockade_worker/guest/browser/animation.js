(function (stage) {
  "use strict";
  // Frames and idle time. A page is shown a limited number of frames, and then is as one in the background: or a loop
  // of them would never let a run end.
  //
  // Source: HTML Standard, section 8.10; Cooperative Scheduling of Background Tasks.

  const { error, isFunction } = stage;

  const FRAME = 1000 / 60; // ms
  const MAX_FRAMES = 600;
  const MAX_IDLE = 600;
  const IDLE_TIME = 11.4; // ms that are left when a callback runs

  let frames = 0;
  let idles = 0;
  let lastId = 0;
  let pending = new Map();
  stage.onStart(() => {
    frames = idles = lastId = 0;
    if (pending.size > 0) pending = new Map();
  });

  function requireFunction(callback, method) {
    if (isFunction(callback)) return;
    throw error("TypeError", `Failed to execute '${method}' on 'Window': parameter 1 is not of type 'Function'.`);
  }

  function run(id, callback, value) {
    if (!pending.delete(id)) return;
    try {
      stage.call(callback, undefined, value());
    } catch (thrown) {
      stage.parts.events.report(thrown);
    }
  }

  function cancel(id) {
    const number = Number(id);
    const timer = pending.get(number);
    if (timer === undefined) return;
    stage.cancel(timer);
    pending.delete(number);
  }

  const Deadline = stage.interface({
    name: "IdleDeadline",
    attributes: { didTimeout: () => false },
    methods: { timeRemaining: () => IDLE_TIME },
  });

  function requestAnimationFrame(callback) {
    requireFunction(callback, "requestAnimationFrame");
    const id = ++lastId;
    if (frames++ < MAX_FRAMES) {
      pending.set(id, stage.later(FRAME, () => run(id, callback, () => stage.clock.elapsed())));
    }
    return id;
  }

  function requestIdleCallback(callback, _options = undefined) {
    requireFunction(callback, "requestIdleCallback");
    const id = ++lastId;
    if (idles++ < MAX_IDLE) pending.set(id, stage.later(1, () => run(id, callback, () => Deadline.make({}))));
    return id;
  }

  stage.namespace({
    name: "window",
    object: stage.guest,
    methods: {
      cancelAnimationFrame: (id) => cancel(id),
      cancelIdleCallback: (id) => cancel(id),
      requestAnimationFrame,
      requestIdleCallback,
      webkitCancelAnimationFrame: (id) => cancel(id),
      webkitRequestAnimationFrame: (callback) => requestAnimationFrame(callback),
    },
  });
})
