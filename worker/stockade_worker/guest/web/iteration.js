(function (stage) {
  "use strict";
  // What WebIDL calls iterable<K, V>: entries, keys, values and forEach over a list of [key, value] that may change
  // meanwhile, and the iterators they return.
  //
  // Source: Web IDL, section 3.7.9 and 3.7.10.

  const { error, isFunction } = stage;
  const iterators = new Map(); // by the name of the interface

  function iteratorsOf(name) {
    let handle = iterators.get(name);
    if (handle === undefined) {
      handle = stage.interface({
        name: name + " Iterator",
        path: name + ".iterator",
        hidden: true,
        methods: {
          next(s) {
            const pairs = s.list();
            if (s.at >= pairs.length) return { value: undefined, done: true };
            const [key, value] = pairs[s.at++];
            return { value: s.kind === "keys" ? key : s.kind === "values" ? value : [key, value], done: false };
          },
        },
      });
      const root = Object.getPrototypeOf(Object.getPrototypeOf(new stage.builtins.Array()[Symbol.iterator]()));
      Object.setPrototypeOf(handle.prototype, root);
      delete handle.prototype.constructor;
      iterators.set(name, handle);
    }
    return handle;
  }

  function maker(name, kind, list) {
    const handle = iteratorsOf(name);
    return (state) => handle.make({ kind, at: 0, list: () => list(state) });
  }

  // `list(state)` returns the pairs as they are now.
  function methods(name, list) {
    return {
      entries: maker(name, "entries", list),
      forEach(state, callback, thisArgument = undefined) {
        if (!isFunction(callback)) {
          throw error(
            "TypeError",
            `Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`,
          );
        }
        for (let at = 0; at < list(state).length; at++) {
          const [key, value] = list(state)[at];
          stage.call(callback, thisArgument, value, key, state.self);
        }
      },
      keys: maker(name, "keys", list),
      values: maker(name, "values", list),
    };
  }

  // The iterator symbol has the very function that the method has.
  function alias(handle, method) {
    Reflect.defineProperty(handle.prototype, Symbol.iterator, {
      value: handle.prototype[method], writable: true, enumerable: false, configurable: true,
    });
  }

  stage.parts.iteration = { methods, alias };
})
