// policy: production
// outcome: completed [200,true]
// why: a queue of timers that must be made larger is an array whose length the guest has replaced
const { getPrototypeOf, defineProperty } = Object;
const typed = getPrototypeOf(Uint8Array.prototype);
const poison = () => {
  throw "poison";
};
for (const key of ["length", "byteLength", "set", "subarray", "slice", Symbol.iterator]) {
  defineProperty(typed, key, { get: poison, set: poison });
}
for (const key of ["get", "set", "delete", "has", "size"]) {
  defineProperty(Map.prototype, key, { get: poison });
}
const seen = [];
for (let i = 0; i < 200; i++) setTimeout((n) => (seen[seen.length] = n), 200 - i, i);
new Promise((resolve) => {
  setTimeout(() => resolve([seen.length, seen[0] === 199 && seen[199] === 0]), 1000);
});
