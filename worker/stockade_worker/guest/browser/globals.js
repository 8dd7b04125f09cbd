(function (stage) {
  "use strict";
  // The last touch: takes away what the engine has and Chrome has not, adds what Chrome's console has, and old names,
  // and puts the window's properties in Chrome's order.

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

  // ---- order

  const FIRST = (
    "window self document name location customElements history navigation locationbar menubar personalbar scrollbars " +
    "statusbar toolbar status closed frames length top opener parent frameElement navigator origin external screen " +
    "innerWidth innerHeight scrollX pageXOffset scrollY pageYOffset visualViewport screenX screenY outerWidth " +
    "outerHeight devicePixelRatio event clientInformation screenLeft screenTop styleMedia onsearch trustedTypes " +
    "performance onappinstalled onbeforeinstallprompt crypto indexedDB sessionStorage localStorage"
  ).split(" ");
  const SHOWN = "atob btoa fetch queueMicrotask structuredClone getComputedStyle getSelection reportError".split(" ");
  const LOCKED = ["window", "document", "location", "top", "chrome"]; // what no script can take away

  function putInOrder() {
    for (const name of SHOWN) Reflect.defineProperty(guest, name, { enumerable: true });
    const names = new Set([...FIRST.filter((name) => Object.hasOwn(guest, name)), ...Object.keys(guest)]);
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(guest, name);
      if (!Reflect.deleteProperty(guest, name)) continue;
      Reflect.defineProperty(guest, name, { ...descriptor, configurable: !LOCKED.includes(name) });
    }
  }
  putInOrder();
})
