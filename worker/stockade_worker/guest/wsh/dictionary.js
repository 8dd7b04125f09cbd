(function (stage) {
  "use strict";
  // Scripting.Dictionary and Scripting.Encoder.

  const { com, arrays } = stage.parts;
  const MAX_ENTRIES = 200_000;

  // Keys are compared by type and value, objects by identity; in text mode strings are in any case.
  function keyOf(s, key) {
    if (typeof key === "string") return `"${s.isText ? key.toLowerCase() : key}`;
    return stage.isObject(key) ? key : String(key);
  }

  function put(s, key, item) {
    const known = keyOf(s, key);
    if (!s.entries.has(known) && s.entries.size >= MAX_ENTRIES) throw com.error(7);
    s.entries.set(known, [s.entries.get(known)?.[0] ?? key, item]);
  }

  function add(s, key, item) {
    if (s.entries.has(keyOf(s, key))) throw com.error(457);
    put(s, key, item);
  }

  // To ask for a key that is not there makes it, as it does there.
  function item(s, key) {
    const entry = s.entries.get(keyOf(s, key));
    if (entry === undefined) put(s, key, undefined);
    return entry?.[1];
  }

  function rename(s, key, other) {
    const entry = s.entries.get(keyOf(s, key));
    if (entry === undefined) throw com.error(0x800a8007, "Element not found");
    s.entries.delete(keyOf(s, key));
    put(s, other, entry[1]);
  }

  function remove(s, key) {
    if (!s.entries.delete(keyOf(s, key))) throw com.error(0x800a8007, "Element not found");
  }

  const column = (s, which) => Array.from(s.entries.values(), (entry) => entry[which]);

  com.class({
    progids: ["Scripting.Dictionary"],
    default: "Item",
    create(s) {
      s.entries = new Map();
      s.isText = false;
    },
    properties: {
      CompareMode: { get: (s) => Number(s.isText), set: (s, value) => (s.isText = Number(value) === 1) },
      Count: (s) => s.entries.size,
    },
    indexed: { Item: { get: item, set: put }, Key: { get: () => undefined, set: rename } },
    methods: {
      Add: add,
      Exists: (s, key) => s.entries.has(keyOf(s, key)),
      Items: (s) => arrays.ofItems(column(s, 1)),
      Keys: (s) => arrays.ofItems(column(s, 0)),
      Remove: remove,
      RemoveAll: (s) => s.entries.clear(),
    },
    items: (s) => column(s, 0),
  });

  com.class({
    progids: ["Scripting.Encoder"],
    methods: { EncodeScriptFile: (s, extension, source) => com.text(source) },
  });
})
