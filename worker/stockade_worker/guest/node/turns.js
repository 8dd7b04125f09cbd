(function (stage) {
  "use strict";
  // When things happen: turns of the event loop, ticks, and callbacks that guest code is given.
  //
  // A turn is one entry of the queue of virtual timers, a tick one microtask. Node runs ticks before promise
  // reactions; here both are in one queue, in the order in which they were asked for.

  const { bind } = stage.builtins.Function.prototype;
  const { isFunction } = stage;

  // What becomes of an error that nothing has caught; "process" puts its listeners before the report.
  const uncaught = { handle: (error) => stage.report(error) };

  function guarded(run) {
    return () => {
      try {
        run();
      } catch (error) {
        uncaught.handle(error);
      }
    };
  }

  // Runs a function of ours in a turn of its own; returns an id for stage.cancel.
  const turn = (run, ms = 0) => stage.later(ms, guarded(run));
  const tick = (run) => stage.soon(guarded(run));

  // Calls a callback of the guest's, if it is one, in a turn of its own.
  function answer(callback, ...values) {
    if (isFunction(callback)) turn(() => stage.call(callback, undefined, ...values));
  }

  // Makes a function for the guest that runs one of ours. It is one stub, bound anew: so there is no end to
  // how many there may be, and they go when the guest lets go of them.
  const runs = new WeakMap();
  const entrance = stage.function("callback", (token, ...values) => runs.get(token)?.(...values), { length: 0 });

  function callback(run, name = "callback") {
    const token = stage.adopt({});
    runs.set(token, run);
    const made = stage.call(bind, entrance, undefined, token);
    Object.defineProperty(made, "name", { value: name, configurable: true });
    return made;
  }

  // A promise of what `run` returns or throws, in a turn of its own.
  function promised(run) {
    const { promise, resolve, reject } = stage.promise();
    turn(() => {
      let value;
      try {
        value = run();
      } catch (error) {
        reject(error);
        return;
      }
      resolve(value);
    });
    return promise;
  }

  stage.parts.turns = { answer, callback, promised, tick, turn, uncaught };
})
