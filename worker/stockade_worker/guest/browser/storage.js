(function (stage) {
  "use strict";
  // localStorage and sessionStorage: what is written and read is recorded, and both begin a run with nothing in them.
  //
  // Source: HTML Standard, section 11.2.

  const { domException } = stage;
  const { exotic } = stage.parts;

  const MAX_CHARS = 5 << 20; // of one area, keys and values
  const MAX_SHOWN = 4000; // characters of a value among the details

  function tell(s, operation, key, value) {
    const details = value === undefined ? {} : { value: value.slice(0, MAX_SHOWN) };
    stage.effect("storage", operation, `${s.name}.${key}`, details);
  }

  function setItem(s, key, value) {
    const before = s.items.get(key);
    const size = s.size - (before === undefined ? 0 : key.length + before.length) + key.length + value.length;
    tell(s, "set", key, value);
    if (size > MAX_CHARS) {
      throw domException(
        "QuotaExceededError", `Failed to execute 'setItem' on 'Storage': Setting the value of '${key.slice(0, 200)}' exceeded the quota.`,
      );
    }
    s.size = size;
    s.items.set(key, value);
  }

  function getItem(s, key) {
    const value = s.items.get(key);
    tell(s, "get", key, value);
    return value ?? null;
  }

  function removeItem(s, key) {
    const before = s.items.get(key);
    tell(s, "remove", key);
    if (before === undefined) return;
    s.size -= key.length + before.length;
    s.items.delete(key);
  }

  const Storage = stage.interface({
    name: "Storage",
    attributes: { length: ({ area }) => area.items.size },
    methods: {
      clear({ area }) {
        tell(area, "clear", "*");
        area.items.clear();
        area.size = 0;
      },
      getItem: ({ area }, key) => getItem(area, String(key)),
      key({ area }, index) {
        const at = Number(index) >>> 0;
        return [...area.items.keys()][at] ?? null;
      },
      removeItem({ area }, key) {
        removeItem(area, String(key));
      },
      setItem({ area }, key, value) {
        setItem(area, String(key), String(value));
      },
    },
  });

  function makeStorage(name) {
    const area = { name, items: new Map(), size: 0 };
    stage.onStart(() => {
      if (area.items.size > 0) area.items.clear();
      area.size = 0;
    });
    const object = exotic.make(Storage, { area }, {
      keys: () => [...area.items.keys()],
      get(key) {
        return area.items.has(key) ? getItem(area, key) : undefined;
      },
      set(key, value) {
        setItem(area, key, String(value));
        return true;
      },
      remove: (key) => removeItem(area, key),
    });
    stage.accessor(stage.guest, name, `window.${name}`, () => object);
  }

  makeStorage("localStorage");
  makeStorage("sessionStorage");
})
