(function (stage) {
  "use strict";
  // What hangs off navigator: sensors, devices, permissions, the clipboard, storage. People allow what they are
  // asked for; devices are those of an ordinary laptop.
  //
  // Source: the standard of each: Permissions, Geolocation, Media Capture, Clipboard, Network Information, ...

  const { domException, error, isFunction, isObject } = stage;
  const { EventTarget } = stage.parts.events;

  const resolved = (value) => stage.resolved(value);
  const refused = (name, message) => stage.rejected(domException(name, message));

  // ---- single objects: {path: [name of the interface, declaration]}

  function single(name, path, declared) {
    const handle = stage.interface({ name, path: `navigator.${path}`, ...declared });
    const object = handle.make({});
    return () => object;
  }

  const connection = single("NetworkInformation", "connection", {
    parent: EventTarget,
    attributes: { effectiveType: () => "4g", rtt: () => 50, downlink: () => 10, saveData: () => false },
    events: ["change"],
  });

  // ---- geolocation

  const Coordinates = stage.interface({
    name: "GeolocationCoordinates",
    attributes: {
      latitude: () => 53.796, longitude: () => -1.547, accuracy: () => 1183, altitude: () => null,
      altitudeAccuracy: () => null, heading: () => null, speed: () => null,
    },
  });
  const Position = stage.interface({
    name: "GeolocationPosition",
    attributes: { coords: (s) => s.coords, timestamp: (s) => s.timestamp },
  });

  function locate(callback, method) {
    if (!isFunction(callback)) {
      throw error("TypeError", `Failed to execute '${method}' on 'Geolocation': parameter 1 is not of type 'Function'.`);
    }
    stage.later(250, () => {
      stage.call(callback, undefined, Position.make({ coords: Coordinates.make({}), timestamp: stage.clock.now() }));
    });
  }

  let watches = 0;
  const geolocation = single("Geolocation", "geolocation", {
    methods: {
      clearWatch: (s, _id) => undefined,
      getCurrentPosition(s, success, _failure = undefined, _options = undefined) {
        locate(success, "getCurrentPosition");
      },
      watchPosition(s, success, _failure = undefined, _options = undefined) {
        locate(success, "watchPosition");
        return ++watches;
      },
    },
  });

  // ---- media

  const DEVICES = [
    ["audioinput", "default"], ["audioinput", "communications"], ["videoinput", ""], ["audiooutput", "default"],
  ];
  const DeviceInfo = stage.interface({
    name: "MediaDeviceInfo",
    attributes: { deviceId: (s) => s.id, kind: (s) => s.kind, label: () => "", groupId: () => "" },
    methods: { toJSON: (s) => ({ deviceId: s.id, kind: s.kind, label: "", groupId: "" }) },
  });
  const mediaDevices = single("MediaDevices", "mediaDevices", {
    parent: EventTarget,
    events: ["devicechange"],
    methods: {
      enumerateDevices: () => resolved(DEVICES.map(([kind]) => DeviceInfo.make({ kind, id: "" }))),
      getDisplayMedia: (s, _options = undefined) => refused("NotAllowedError", "Permission denied"),
      getSupportedConstraints: () => ({ width: true, height: true, deviceId: true, frameRate: true, facingMode: true }),
      getUserMedia: (s, _constraints = undefined) => refused("NotFoundError", "Requested device not found"),
    },
  });

  // ---- permissions

  const PERMISSIONS = new Set([
    "geolocation", "notifications", "push", "midi", "camera", "microphone", "background-sync", "persistent-storage",
    "clipboard-read", "clipboard-write", "payment-handler", "accelerometer", "gyroscope", "magnetometer",
    "screen-wake-lock", "storage-access", "window-management", "local-fonts",
  ]);
  const GRANTED = new Set([
    "clipboard-write", "accelerometer", "gyroscope", "magnetometer", "background-sync", "screen-wake-lock",
  ]);

  const PermissionStatus = stage.interface({
    name: "PermissionStatus",
    parent: EventTarget,
    attributes: { name: (s) => s.name, state: (s) => s.state },
    events: ["change"],
  });
  const permissions = single("Permissions", "permissions", {
    methods: {
      query(s, descriptor) {
        const name = isObject(descriptor) ? String(descriptor.name) : "";
        if (!PERMISSIONS.has(name)) {
          return stage.rejected(error(
            "TypeError",
            `Failed to execute 'query' on 'Permissions': Failed to read the 'name' property from 'PermissionDescriptor': The provided value '${name.slice(0, 100)}' is not a valid enum value of type PermissionName.`,
          ));
        }
        return resolved(PermissionStatus.make({ name, state: GRANTED.has(name) ? "granted" : "prompt" }));
      },
    },
  });

  // ---- clipboard

  let copied = "";
  stage.onStart(() => {
    copied = "";
  });

  function copy(text) {
    copied = text;
    stage.effect("clipboard", "write", "clipboard", {}, text);
  }

  function paste() {
    stage.effect("clipboard", "read", "clipboard");
    return copied;
  }

  const ClipboardItem = stage.interface({
    name: "ClipboardItem",
    create(state, items) {
      state.items = isObject(items) ? Object.entries(items).slice(0, 100) : [];
    },
    attributes: { types: (s) => s.items.map(([type]) => type) },
    methods: {
      getType(s, type) {
        const found = s.items.find(([name]) => name === String(type));
        return found === undefined ? refused("NotFoundError", "The type was not found") : resolved(found[1]);
      },
    },
  });
  const clipboard = single("Clipboard", "clipboard", {
    parent: EventTarget,
    methods: {
      read() {
        const blob = stage.parts.blob.make(stage.text.utf8Encode(paste()), "text/plain");
        return resolved([ClipboardItem.make({ items: [["text/plain", blob]] })]);
      },
      readText: () => resolved(paste()),
      write(s, items) {
        for (const item of Array.from(items)) {
          for (const [, value] of ClipboardItem.state(item)?.items ?? []) {
            const blob = stage.parts.blob.Blob.state(value);
            copy(blob === undefined ? String(value) : stage.text.utf8Decode(blob.bytes));
          }
        }
        return resolved(undefined);
      },
      writeText(s, text) {
        copy(String(text));
        return resolved(undefined);
      },
    },
  });

  // ---- battery, storage, credentials, activation, service workers

  const battery = single("BatteryManager", "getBattery", {
    parent: EventTarget,
    attributes: {
      charging: () => true, chargingTime: () => 0, dischargingTime: () => Infinity, level: () => 1,
    },
    events: ["chargingchange", "chargingtimechange", "dischargingtimechange", "levelchange"],
  });
  const storage = single("StorageManager", "storage", {
    methods: {
      estimate: () => resolved({ quota: 296_630_877_388, usage: 3_145_821, usageDetails: {} }),
      getDirectory: () => refused("SecurityError", "It was determined that certain files are unsafe for access."),
      persist: () => resolved(false),
      persisted: () => resolved(false),
    },
  });
  const credentials = single("CredentialsContainer", "credentials", {
    methods: {
      create: (s, _options = undefined) => refused("NotAllowedError", "The operation either timed out or was not allowed."),
      get: (s, _options = undefined) => resolved(null),
      preventSilentAccess: () => resolved(undefined),
      store: (s, credential) => resolved(credential),
    },
  });
  const userActivation = single("UserActivation", "userActivation", {
    attributes: { hasBeenActive: () => true, isActive: () => true },
  });
  const mediaSession = single("MediaSession", "mediaSession", {
    attributes: { metadata: { get: () => null, set() {} }, playbackState: { get: () => "none", set() {} } },
    methods: { setActionHandler: (s, _action, _handler) => undefined },
  });
  const locks = single("LockManager", "locks", {
    methods: {
      query: () => resolved({ held: [], pending: [] }),
      request(s, name, callback) {
        if (!isFunction(callback)) return refused("NotSupportedError", "No callback was given.");
        return resolved(stage.call(callback, undefined, { name: String(name), mode: "exclusive" }));
      },
    },
  });

  function register(url, options) {
    const address = stage.parts.urlParser.resolve(String(url), stage.parts.location.href());
    const scope = isObject(options) && options.scope !== undefined ? String(options.scope) : "/";
    stage.effect("persistence", "serviceWorker.register", address ?? String(url), { scope });
    if (address !== null) stage.http({ client: "serviceWorker.register", method: "GET", url: address, headers: {} });
    return refused(
      "SecurityError",
      "Failed to register a ServiceWorker: The script has an unsupported MIME type ('text/html').",
    );
  }
  const serviceWorker = single("ServiceWorkerContainer", "serviceWorker", {
    parent: EventTarget,
    attributes: { controller: () => null, ready: () => stage.promise().promise },
    events: ["controllerchange", "message", "messageerror"],
    methods: {
      getRegistration: (s, _url = undefined) => resolved(undefined),
      getRegistrations: () => resolved([]),
      register: (s, url, options = undefined) => register(url, options),
      startMessages() {},
    },
  });

  stage.parts.navigatorServices = {
    attributes: {
      connection, geolocation, mediaDevices, permissions, clipboard, storage, credentials, userActivation, mediaSession,
      locks, serviceWorker,
    },
    methods: {
      canShare: (s, _data = undefined) => false,
      clearAppBadge: () => resolved(undefined),
      getBattery: () => resolved(battery()),
      getGamepads: () => [null, null, null, null],
      getUserMedia(s, _constraints, _success, failure) {
        if (isFunction(failure)) {
          stage.later(20, () => stage.call(failure, undefined, domException("NotFoundError", "Requested device not found")));
        }
      },
      registerProtocolHandler(s, scheme, url) {
        stage.effect("persistence", "registerProtocolHandler", String(url), { scheme: String(scheme) });
      },
      requestMediaKeySystemAccess: (s, _system, _configurations) =>
        refused("NotSupportedError", "Unsupported keySystem or supportedConfigurations."),
      setAppBadge: (s, _count = undefined) => resolved(undefined),
      share: (s, _data = undefined) => refused("NotAllowedError", "Permission denied"),
      unregisterProtocolHandler: (s, _scheme, _url) => undefined,
      vibrate: (s, _pattern) => true,
    },
  };
})
