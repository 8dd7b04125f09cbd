(function (stage) {
  "use strict";
  // The last touch: takes away what the engine has and Chrome has not.

  // Names of the engine's own, and of hosts that are no browsers.
  for (const path of ["InternalError", "setImmediate", "clearImmediate", "DisposableStack", "AsyncDisposableStack", "SuppressedError"]) {
    stage.remove(path);
  }

  // SharedArrayBuffer is there only for pages that are isolated.
  stage.remove("SharedArrayBuffer");
})
