(function (stage) {
  "use strict";
  // When things happen: turns of the event loop, ticks, and callbacks that guest code is given.
  //
  // A turn is one entry of the queue of virtual timers, a tick one microtask. Node runs ticks before promise
  // reactions; here both are in one queue, in the order in which they were asked for.

  const { bind } = stage.builtins.Function.prototype;
  const { isFunction } = stage;

  // Runs a function of ours in a turn of its own; returns an id for stage.cancel.
  const turn = (run, ms = 0) => stage.later(ms, run);

  // What is thrown in a tick is no rejection of a promise.
  function tick(run) {
    stage.soon(() => {
      try {
        run();
      } catch (error) {
        stage.report(error);
      }
    });
  }

  // Calls a callback of the guest's, if it is one, in a turn of its own.
  function answer(callback, ...values) {
    if (isFunction(callback)) turn(() => stage.call(callback, undefined, ...values));
  }

  // Makes a function for the guest that runs one of ours. It is one stub, bound anew: so there is no end to
  // how many there may be, and they go when the guest lets go of them.
  const runs = new WeakMap();
  const enter = (token, ...values) => runs.get(token)?.(...values);
  const entrances = { callback: stage.function("callback", enter, { length: 0 }) };

  // `path` is what uses are recorded under: one of a few, made here when it is first wanted.
  function callback(run, name = "callback", path = "callback") {
    const entrance = (entrances[path] ??= stage.function(path, enter, { length: 0 }));
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

  stage.parts.turns = { answer, callback, promised, tick, turn };
})
