(function (stage) {
  "use strict";
  // Arrays as Automation has them (SafeArray), which JScript can only hand on or look at through a VBArray, and
  // Enumerator, which goes through what COM objects and arrays hold.

  const { com } = stage.parts;
  const MAX_ITEMS = 1_000_000;

  // ---- SafeArray: `bytes`, or `items` of any kind

  const safeArray = com.class({
    path: "SafeArray",
    type: "unknown",
    items: (s) => itemsOf(s),
    value: (s) => (s.bytes === undefined ? s.items.join(",") : stage.text.latin1(s.bytes)),
    other: { get: () => undefined },
  });

  const itemsOf = ({ bytes, items }) => (bytes === undefined ? items : Array.from(bytes.subarray(0, MAX_ITEMS)));

  const ofBytes = (bytes) => safeArray.make({ bytes });
  const ofItems = (items) => safeArray.make({ items });

  // Returns what a value has in bytes, as Variants are converted to arrays of them; undefined if it can't be.
  function bytesOf(value) {
    const state = com.state(value);
    if (state?.bytes !== undefined) return state.bytes;
    const items = state?.items ?? (Array.isArray(value) ? com.listOf(value) : undefined);
    return items === undefined ? stage.readBytes(value) : Uint8Array.from(items, Number);
  }

  // ---- what the sample makes of them

  const vbArray = stage.interface({
    name: "VBArray",
    style: "plain",
    tag: "",
    create(s, array = undefined) {
      const state = com.state(array);
      if (!safeArray.is(array)) throw com.error(5013);
      s.array = state;
    },
    methods: {
      dimensions: () => 1,
      lbound: () => 0,
      ubound: (s) => (s.array.bytes ?? s.array.items).length - 1,
      getItem(s, index) {
        const all = s.array.bytes ?? s.array.items;
        if (!(index >= 0 && index < all.length)) throw com.error(9);
        return all[Math.floor(index)];
      },
      toArray: (s) => itemsOf(s.array).slice(0, MAX_ITEMS),
    },
  });

  // What an object holds, at this moment.
  function contents(value) {
    const state = com.state(value);
    if (state?.class.declared.items !== undefined) return Array.from(state.class.declared.items(state));
    if (Array.isArray(value)) return com.listOf(value);
    throw com.error(451);
  }

  stage.interface({
    name: "Enumerator",
    style: "plain",
    tag: "",
    create(s, collection = undefined) {
      s.items = collection === undefined ? [] : contents(collection);
      s.at = 0;
    },
    methods: {
      atEnd: (s) => !(s.at < s.items.length),
      item: (s) => s.items[s.at],
      moveFirst(s) {
        s.at = 0;
      },
      moveNext(s) {
        s.at++;
      },
    },
  });

  stage.parts.arrays = { ofBytes, ofItems, bytesOf, is: safeArray.is, VBArray: vbArray };
})
