// policy: production
// outcome: completed {"a":1,"b":{"$type":"date","ms":1,"iso":"1970-01-01T00:00:00.001Z"},"c":{"$type":"map","entries":[["k","é"]]},"d":["€",{"$type":"view","kind":"Uint8Array","buffer":{"$type":"buffer","base64":"AQ=="},"offset":0,"length":1}]}
// why: the first getter of a result spoils all that is needed for the rest of it
const poison = () => {
  throw "poison";
};
const { defineProperty, ownKeys } = Reflect;
const types = [
  Object,
  Array,
  String,
  Map,
  Date,
  RegExp,
  Number,
  Symbol,
  Uint8Array.__proto__,
  Uint8Array,
];
const holders = [...types, ...types.map((type) => type.prototype), JSON, Reflect, globalThis];
({
  get a() {
    for (let i = 0; i < holders.length; i++) {
      const keys = ownKeys(holders[i]);
      for (let j = 0; j < keys.length; j++)
        defineProperty(holders[i], keys[j], { __proto__: null, get: poison });
    }
    return 1;
  },
  b: new Date(1),
  c: new Map([["k", "é"]]),
  d: ["€", new Uint8Array([1])],
});
