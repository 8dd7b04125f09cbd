(function (stage) {
  "use strict";
  // What pages look for to see whether it is there, and seldom use: each is there, and says what a desktop says to a
  // page that nobody has touched.
  //
  // Source: the standard of each.

  const { domException, guest, isFunction, isObject } = stage;
  const { EventTarget } = stage.parts.events;

  const refuse = (name, message) => stage.rejected(domException(name, message));
  const gesture = (what) => refuse("SecurityError", `Failed to execute '${what}' on 'Window': Must be handling a user gesture to show a file picker.`);

  // Names of what only the browser makes.
  const NAMES =
    "Animation CSSRule ByteLengthQueuingStrategy CountQueuingStrategy FileList FileSystemHandle FileSystemFileHandle " +
    "FileSystemDirectoryHandle Gamepad GamepadButton IDBCursor IDBCursorWithValue IDBIndex InputDeviceInfo " +
    "MediaStreamTrack PushManager PushSubscription ServiceWorker ServiceWorkerRegistration SourceBuffer StaticRange " +
    "Touch TouchList USB Bluetooth HID Serial VideoFrame WakeLock Lock XRSystem Sensor Accelerometer Gyroscope";
  for (const name of NAMES.split(" ")) stage.interface({ name });

  // ---- tasks

  // Runs a task some time later; the promise is of what it returns.
  function postTask(s, callback, options = undefined) {
    const delay = isObject(options) ? Number(options.delay) || 0 : 0;
    const waiter = stage.promise();
    stage.later(delay, () => {
      try {
        waiter.resolve(isFunction(callback) ? stage.call(callback, undefined) : undefined);
      } catch (thrown) {
        waiter.reject(thrown);
      }
    });
    return waiter.promise;
  }

  const Scheduler = stage.interface({
    name: "Scheduler",
    path: "scheduler",
    methods: { postTask, yield: () => stage.resolved(undefined) },
  });
  const scheduler = Scheduler.make({});
  stage.parts.window.replaceable("scheduler", () => scheduler);

  // ---- navigation

  const Entry = stage.interface({
    name: "NavigationHistoryEntry",
    parent: EventTarget,
    attributes: {
      key: () => "0", id: () => "0", url: () => stage.parts.location.href(), index: () => 2, sameDocument: () => true,
    },
    methods: { getState: () => undefined },
  });
  const entry = Entry.make({});
  const Navigation = stage.interface({
    name: "Navigation",
    path: "navigation",
    parent: EventTarget,
    attributes: {
      currentEntry: () => entry, transition: () => null, canGoBack: () => true, canGoForward: () => false,
    },
    events: ["navigate", "navigatesuccess", "navigateerror", "currententrychange"],
    methods: {
      entries: () => [entry],
      navigate(s, url, _options = undefined) {
        stage.parts.location.navigate(String(url), { client: "navigation" }, true);
        return { committed: stage.promise().promise, finished: stage.promise().promise };
      },
      reload: () => ({ committed: stage.promise().promise, finished: stage.promise().promise }),
    },
  });
  const navigation = Navigation.make({});
  stage.parts.window.replaceable("navigation", () => navigation);

  // ---- media

  stage.interface({
    name: "MediaStream",
    parent: EventTarget,
    create() {},
    attributes: { id: () => "default", active: () => false },
    events: ["addtrack", "removetrack"],
    methods: { getAudioTracks: () => [], getTracks: () => [], getVideoTracks: () => [] },
  });
  const PLAYED = /^(video\/(mp4|webm)|audio\/(mp4|mpeg|webm|ogg))/i;
  stage.interface({
    name: "MediaSource",
    parent: EventTarget,
    create() {},
    attributes: { readyState: () => "closed", duration: () => NaN },
    statics: { isTypeSupported: (type) => PLAYED.test(String(type)) },
  });
  stage.interface({
    name: "MediaRecorder", parent: EventTarget, statics: { isTypeSupported: (type) => PLAYED.test(String(type)) },
  });
  const Bitmap = stage.interface({
    name: "ImageBitmap", attributes: { width: () => 1, height: () => 1 }, methods: { close() {} },
  });

  // ---- money, keys, reports

  stage.interface({
    name: "PaymentRequest",
    parent: EventTarget,
    create: (_s, _methods, _details) => undefined,
    attributes: { id: () => "", shippingAddress: () => null },
    methods: {
      abort: () => stage.resolved(undefined),
      canMakePayment: () => stage.resolved(false),
      show: () => refuse("SecurityError", "Failed to execute 'show' on 'PaymentRequest': Must be handling a user gesture"),
    },
  });
  const Credential = stage.interface({ name: "Credential", attributes: { id: () => "", type: () => "" } });
  stage.interface({
    name: "PublicKeyCredential",
    parent: Credential,
    statics: {
      isConditionalMediationAvailable: () => stage.resolved(true),
      isUserVerifyingPlatformAuthenticatorAvailable: () => stage.resolved(true),
    },
  });
  stage.interface({
    name: "ReportingObserver",
    create: (_s, _callback) => undefined,
    methods: { disconnect() {}, observe() {}, takeRecords: () => [] },
  });

  // ---- connections

  stage.interface({
    name: "WebTransport",
    create(s, url) {
      s.url = String(url);
      stage.effect("network", "connect", s.url, { client: "WebTransport" });
    },
    attributes: {
      ready: () => refuse("WebTransportError", "Opening handshake failed."),
      closed: () => refuse("WebTransportError", "Opening handshake failed."),
    },
    methods: { close: (_s, _info = undefined) => undefined },
  });

  stage.namespace({
    name: "window",
    object: guest,
    methods: {
      createImageBitmap: (_source) => stage.resolved(Bitmap.make({})),
      queryLocalFonts: () => refuse("SecurityError", "Failed to execute 'queryLocalFonts' on 'Window': User activation is required to request permission."),
      showDirectoryPicker: () => gesture("showDirectoryPicker"),
      showOpenFilePicker: () => gesture("showOpenFilePicker"),
      showSaveFilePicker: () => gesture("showSaveFilePicker"),
    },
  });
})
