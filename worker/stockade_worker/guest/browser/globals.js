(function (stage) {
  "use strict";
  // The last touch: takes away what the engine has and Chrome has not, and adds
  // what Chrome's console has, and old names.

  const { guest } = stage;

  // Of the engine's own, of hosts that are no browsers, and of the language what is younger than the profile's Chrome.
  const FOREIGN = [
    "InternalError", "setImmediate", "clearImmediate", "DisposableStack", "AsyncDisposableStack", "SuppressedError",
    "Float16Array", "Math.f16round", "Math.sumPrecise", "DataView.prototype.getFloat16", "DataView.prototype.setFloat16",
    "Error.isError", "RegExp.escape", "Atomics.pause",
    "Function.prototype.fileName", "Function.prototype.lineNumber", "Function.prototype.columnNumber",
    "Map.prototype.getOrInsert", "Map.prototype.getOrInsertComputed", "WeakMap.prototype.getOrInsert",
    "WeakMap.prototype.getOrInsertComputed", "Iterator.prototype.chunks", "Iterator.prototype.windows",
    "Iterator.prototype.includes", "Iterator.prototype.join", "Iterator.concat", "Iterator.zip", "Iterator.zipKeyed",
    "Uint8Array.fromBase64", "Uint8Array.fromHex", "Uint8Array.prototype.toBase64", "Uint8Array.prototype.toHex",
    "Uint8Array.prototype.setFromBase64", "Uint8Array.prototype.setFromHex",
    "SharedArrayBuffer", // there only for pages that are isolated
  ];
  for (const path of FOREIGN) stage.remove(path);

  stage.namespace({
    name: "console",
    object: guest.console,
    methods: {
      context: (_name = undefined) => ({}),
      createTask: (_name) => ({}),
      profile: (_label = undefined) => undefined,
      profileEnd: (_label = undefined) => undefined,
      timeStamp: (_label = undefined) => undefined,
    },
    attributes: {
      memory: () => ({ totalJSHeapSize: 21_730_411, usedJSHeapSize: 17_284_903, jsHeapSizeLimit: 4_294_705_152 }),
    },
  });

  stage.global("webkitURL", guest.URL);
  stage.global("WebKitMutationObserver", guest.MutationObserver);
})
