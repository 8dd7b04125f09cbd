(function (stage) {
  "use strict";
  // Builtins that are called on nothing take the global object, as ES3 has it: samples reach it by `(0, [].sort)()`.

  const METHODS = { Array: ["concat", "reverse", "sort"], Object: ["valueOf"] };

  for (const [name, methods] of Object.entries(METHODS)) {
    const prototype = stage.builtins[name].prototype;
    for (const method of methods) {
      const own = prototype[method];
      const call = (self, ...values) => Reflect.apply(own, self ?? stage.guest, values);
      const unseen = ""; // a use of the language, not of an API
      const made = stage.function(unseen, call, { name: method, length: own.length, receiver: true });
      Reflect.defineProperty(prototype, method, { value: made, writable: true, enumerable: false, configurable: true });
    }
  }
})
