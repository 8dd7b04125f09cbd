(function (p, _host) {
  "use strict";
  // Gives the guest its arguments as globals. Defined, not assigned: an assignment would run a setter
  // of the same name, and `__proto__` would change the global object's prototype.
  function define(args, target) {
    const names = p.ReflectOwnKeys(args);
    for (let i = 0; i < names.length; i++) {
      p.ReflectDefineProperty(target, names[i], {
        __proto__: null,
        value: args[names[i]],
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }

  return { define: define };
})
