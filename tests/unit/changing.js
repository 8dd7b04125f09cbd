// Makes a random value whose accessors change the rest of it while it is being encoded.
function changing(seed) {
  const random = (n) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return (seed >>> 8) % n;
  };
  const keys = ["a", "é", "1", "5", "[[value]]", "[[symbols]]", "length", "cause", "\ud800", Symbol("k")];
  const key = () => keys[random(keys.length)];
  const buffers = [];
  const buffer = () => {
    const made = new ArrayBuffer(random(9) * 8, { maxByteLength: 64 });
    buffers.push(made);
    return made;
  };
  const makers = [
    () => ({}), () => [1, 2, 3], () => new Map(), () => new Set(), () => new Date(random(5)), () => /x/g,
    () => new Error("e"), buffer, () => new Uint8Array(buffer()), () => new DataView(buffer()),
    () => new Uint8Array(buffers[random(buffers.length)] || 8), () => Object("text"), () => Symbol("s"),
    () => new Proxy({}, {}), () => new Float64Array(buffers[random(buffers.length)] || 8),
    () => { const a = []; a[random(3) * 1000] = 1; return a }, () => Object.create({ constructor: Map }),
    () => new (class Odd extends Array {})(2), () => new SharedArrayBuffer(8), () => () => 1,
  ];
  const all = Array.from({ length: 30 }, () => makers[random(makers.length)]());
  const any = () => all[random(all.length)];
  const isObject = (value) => typeof value === "object" || typeof value === "function";
  const actions = [
    (o) => { delete o[key()] },
    (o) => { o[key()] = any() },
    (o) => { o.length = random(40) },
    (o) => { o.clear() },
    (o) => { o.set(any(), any()) },
    (o) => { o.add(any()) },
    (o) => { Object.setPrototypeOf(o, [null, Map.prototype, any()][random(3)]) },
    (o) => { Object.freeze(o) },
    (o) => { Object.defineProperty(o, key(), { enumerable: false, value: any() }) },
    () => { buffers[random(buffers.length)].resize(random(9) * 8) },
    () => { if (random(4) === 0) buffers[random(buffers.length)].transfer() },
    () => { throw any() },
  ];
  const change = () => {
    for (let i = random(6); i > 0; i--) {
      const action = actions[random(actions.length)];
      try {
        action(any());
      } catch {}
    }
    if (random(8) === 0) throw any();
    return any();
  };
  for (const o of all) {
    if (!isObject(o)) continue;
    for (let i = random(4); i > 0; i--) {
      try {
        if (random(2)) Object.defineProperty(o, key(), { get: change, enumerable: true, configurable: true });
        else o[key()] = any();
      } catch {}
    }
    try {
      if (o instanceof Map) o.set(any(), any());
      if (o instanceof Set) o.add(any());
    } catch {}
  }
  return all;
}
