(function (stage) {
  "use strict";
  // navigator.plugins and navigator.mimeTypes as every Chrome has them: five names for its PDF viewer.
  //
  // Source: HTML Standard, section 8.10.1.6.

  const NAMES = [
    "PDF Viewer", "Chrome PDF Viewer", "Chromium PDF Viewer", "Microsoft Edge PDF Viewer", "WebKit built-in PDF",
  ];
  const TYPES = ["application/pdf", "text/pdf"];

  // An array-like of items that can also be asked for by name.
  function list(name, path, more = {}) {
    return stage.interface({
      name,
      path,
      attributes: { length: (s) => s.items.length },
      methods: {
        item: (s, index) => s.items[Number(index) >>> 0] ?? null,
        namedItem(s, key) {
          const wanted = String(key);
          return s.items[s.names.indexOf(wanted)] ?? null;
        },
        ...more,
      },
    });
  }

  const MimeType = stage.interface({
    name: "MimeType",
    attributes: {
      type: (s) => s.mime, suffixes: () => "pdf", description: () => "Portable Document Format",
      enabledPlugin: (s) => s.plugin(),
    },
  });
  const Plugin = stage.interface({
    name: "Plugin",
    attributes: {
      name: (s) => s.name, filename: () => "internal-pdf-viewer", description: () => "Portable Document Format",
      length: (s) => s.items.length,
    },
    methods: {
      item: (s, index) => s.items[Number(index) >>> 0] ?? null,
      namedItem(s, key) {
        const wanted = String(key);
        return s.items[TYPES.indexOf(wanted)] ?? null;
      },
    },
  });
  const PluginArray = list("PluginArray", "navigator.plugins", { refresh() {} });
  const MimeTypeArray = list("MimeTypeArray", "navigator.mimeTypes");

  function index(object, items, names) {
    items.forEach((item, at) => Reflect.defineProperty(object, at, { value: item, enumerable: true, configurable: true }));
    names.forEach((name, at) => Reflect.defineProperty(object, name, { value: items[at], configurable: true }));
  }

  for (const handle of [PluginArray, MimeTypeArray, Plugin]) {
    Reflect.defineProperty(handle.prototype, Symbol.iterator, {
      value: stage.builtins.Array.prototype.values, writable: true, configurable: true,
    });
  }

  const mimes = TYPES.map((mime) => MimeType.make({ mime, plugin: () => plugins[0] }));
  const plugins = NAMES.map((name) => {
    const made = Plugin.make({ name, items: mimes });
    index(made, mimes, TYPES);
    return made;
  });
  const pluginArray = PluginArray.make({ items: plugins, names: NAMES });
  index(pluginArray, plugins, NAMES);
  const mimeTypeArray = MimeTypeArray.make({ items: mimes, names: TYPES });
  index(mimeTypeArray, mimes, TYPES);

  stage.parts.plugins = { pluginArray, mimeTypeArray };
})
