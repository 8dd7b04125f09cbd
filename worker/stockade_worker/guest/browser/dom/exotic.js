(function (stage) {
  "use strict";
  // Objects whose properties are looked up: collections by index and name, `dataset`, `style`. They are proxies
  // around an instance. The traps are stubs, so nothing of the stage's comes out of them, not even an error
  // when the stack runs out.

  const lookups = new WeakMap(); // the instance inside -> {keys, get, set, remove, hides}

  const INDEX = /^(0|[1-9][0-9]{0,8})$/;

  // Returns the key if it may be one that is looked up: a string that the object does not have itself.
  function isOurs(target, key, lookup) {
    return typeof key === "string" && (lookup.overrides || INDEX.test(key) || !(key in target));
  }

  const traps = {
    get(target, key, receiver) {
      const lookup = lookups.get(target);
      if (isOurs(target, key, lookup)) {
        const value = lookup.get(key);
        if (value !== undefined) return value;
      }
      return Reflect.get(target, key, receiver);
    },
    set(target, key, value, receiver) {
      const lookup = lookups.get(target);
      if (isOurs(target, key, lookup) && lookup.set(key, value)) return true;
      return Reflect.set(target, key, value, receiver);
    },
    has(target, key) {
      const lookup = lookups.get(target);
      return (isOurs(target, key, lookup) && lookup.get(key) !== undefined) || Reflect.has(target, key);
    },
    deleteProperty(target, key) {
      const lookup = lookups.get(target);
      if (isOurs(target, key, lookup) && lookup.get(key) !== undefined) {
        lookup.remove(key);
        return true;
      }
      return Reflect.deleteProperty(target, key);
    },
    defineProperty(target, key, descriptor) {
      const lookup = lookups.get(target);
      if (isOurs(target, key, lookup) && "value" in descriptor && lookup.set(key, descriptor.value)) return true;
      return Reflect.defineProperty(target, key, descriptor);
    },
    ownKeys(target) {
      const own = Reflect.ownKeys(target);
      return [...new Set([...lookups.get(target).keys(), ...own])];
    },
    getOwnPropertyDescriptor(target, key) {
      const lookup = lookups.get(target);
      const value = isOurs(target, key, lookup) ? lookup.get(key) : undefined;
      if (value === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
      return { __proto__: null, value, writable: lookup.writable, enumerable: true, configurable: true };
    },
    preventExtensions: () => false,
  };

  // Makes the traps for an interface: uses of them count as uses of its `item`.
  function makeHandler(path) {
    const handler = { __proto__: null };
    for (const name of Object.keys(traps)) handler[name] = stage.function(path, traps[name], { name });
    return handler;
  }

  const handlers = new Map();

  // Returns a guest object of the interface that looks properties up:
  //   keys()           the names there are
  //   get(key)         the value, or undefined if there is none of the name
  //   set(key, value)  whether that was one of its properties
  //   remove(key)
  //   overrides        whether its names come before what the prototypes have
  function make(handle, fields, lookup) {
    const target = handle.make(fields);
    const path = `${handle.name}.item`;
    if (!handlers.has(path)) handlers.set(path, makeHandler(path));
    lookups.set(target, { writable: true, overrides: false, set: () => false, remove() {}, ...lookup });
    const proxy = new Proxy(target, handlers.get(path));
    handle.attach(proxy, fields);
    return proxy;
  }

  stage.parts.exotic = { make, INDEX };
});
