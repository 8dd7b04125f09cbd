(function (stage, border) {
  "use strict";
  // What Error.prepareStackTrace is shown: as in the text of a stack (native/stacks.c), no code of ours, and no
  // native that it has called.

  const { Error: GuestError, Array: GuestArray } = stage.builtins;
  const { apply, defineProperty, getPrototypeOf } = Reflect;
  const engines = Object.getOwnPropertyDescriptor(GuestError, "prepareStackTrace");
  const CALL = stage.uses.indexOf("call");

  function learnSites() {
    let sites;
    apply(engines.set, GuestError, [(_error, all) => void (sites = all)]);
    border.construct(GuestError);
    apply(engines.set, GuestError, [undefined]);
    return getPrototypeOf(sites[0]);
  }

  const { getFileName, isNative } = learnSites();

  // Returns a guest's array of the sites that are the guest's own.
  function own(sites) {
    const kept = [];
    let certain = 0; // behind it are natives, of which it is not known yet who has called them
    for (let i = 0; i < sites.length; i++) {
      const file = apply(getFileName, sites[i], []);
      if (typeof file === "string" && file.startsWith("stockade:")) {
        kept.length = certain;
        continue;
      }
      kept.push(sites[i]);
      if (!apply(isNative, sites[i], [])) certain = kept.length;
    }
    const made = border.construct(GuestArray);
    kept.forEach((site, at) => {
      defineProperty(made, at, { value: site, writable: true, enumerable: true, configurable: true });
    });
    return made;
  }

  let wanted;
  const prepare = border.makeStub("", CALL, (error, sites) => stage.call(wanted, GuestError, error, own(sites)), "", 2, 0);

  const get = border.makeStub("", CALL, () => wanted, "get prepareStackTrace", 0, 0);
  const set = border.makeStub("", CALL, (value) => {
    wanted = value;
    apply(engines.set, GuestError, [stage.isFunction(value) ? prepare : undefined]);
  }, "set prepareStackTrace", 1, 0);
  defineProperty(GuestError, "prepareStackTrace", { get, set, enumerable: false, configurable: true });
})
