(function (stage) {
  "use strict";
  // AbortController and AbortSignal.
  //
  // Source: DOM Standard, section 3.

  const { domException, error, isObject } = stage;
  const { EventTarget, connectSignals, fire } = stage.parts.events;

  const MAX_STEPS = 1000;

  function signal(state, reason) {
    if (state.aborted) return;
    state.aborted = true;
    state.reason = reason === undefined ? domException("AbortError", "signal is aborted without reason") : reason;
    const { steps } = state;
    state.steps = [];
    for (const step of steps) step();
    fire(state.self, "abort");
  }

  const AbortSignal = stage.interface({
    name: "AbortSignal",
    parent: EventTarget,
    attributes: { aborted: (s) => s.aborted, reason: (s) => s.reason },
    events: ["abort"],
    methods: {
      throwIfAborted(s) {
        if (s.aborted) throw s.reason;
      },
    },
    statics: {
      abort(reason = undefined) {
        const made = makeSignal();
        signal(AbortSignal.state(made), reason);
        return made;
      },
      any(signals) {
        const sources = Array.from(signals).slice(0, MAX_STEPS).map((one) => AbortSignal.state(one));
        if (sources.includes(undefined)) {
          throw error("TypeError", "Failed to execute 'any' on 'AbortSignal': Failed to convert value to 'AbortSignal'.");
        }
        const made = makeSignal();
        const state = AbortSignal.state(made);
        for (const source of sources) follow(source, () => signal(state, source.reason));
        return made;
      },
      timeout(milliseconds) {
        const wait = Math.max(0, Number(milliseconds) || 0);
        const made = makeSignal();
        stage.later(wait, () => {
          signal(AbortSignal.state(made), domException("TimeoutError", "signal timed out"));
        });
        return made;
      },
    },
  });

  function makeSignal() {
    return AbortSignal.make({ aborted: false, reason: undefined, steps: [] });
  }

  function follow(state, step) {
    if (state.aborted) step();
    else if (state.steps.length < MAX_STEPS) state.steps.push(step);
  }

  stage.interface({
    name: "AbortController",
    create(state) {
      state.signal = makeSignal();
    },
    attributes: { signal: (s) => s.signal },
    methods: {
      abort(s, reason = undefined) {
        signal(AbortSignal.state(s.signal), reason);
      },
    },
  });

  const stateOf = (object) => (isObject(object) ? AbortSignal.state(object) : undefined);
  connectSignals({
    isAborted: (object) => stateOf(object)?.aborted === true,
    onAbort(object, step) {
      const state = stateOf(object);
      if (state !== undefined) follow(state, step);
    },
  });

  stage.parts.abort = { AbortSignal, makeSignal, stateOf, follow };
})
