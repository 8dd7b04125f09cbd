(function (stage) {
  "use strict";
  // The table of core modules. Each file here defines its modules by name; what one is, is made when it is
  // asked for first, and is the same for whoever asks.

  const makers = new Map();
  const made = new Map();

  function define(name, make) {
    makers.set(name, make);
  }

  // Returns a core module's exports by its name without "node:", or undefined if there is no such module.
  function core(name) {
    if (!made.has(name) && makers.has(name)) made.set(name, makers.get(name)());
    return made.get(name);
  }

  // Defines methods on an object that need no state of ours: each gets what it is called on.
  function methods(object, path, table) {
    for (const name of Object.keys(table)) {
      const made = stage.function(`${path}.${name}`, table[name], { name, receiver: true });
      Object.defineProperty(object, name, { value: made, writable: true, enumerable: false, configurable: true });
    }
  }

  stage.parts.define = define;
  stage.parts.core = core;
  stage.parts.coreNames = () => [...makers.keys()];
  stage.parts.methods = methods;
})
