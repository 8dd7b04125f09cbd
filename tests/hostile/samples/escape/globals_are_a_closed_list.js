// policy: production
// outcome: completed []
// why: a new version of the engine may bring a new global, which somebody must have looked at first
const known = `
  Object Function Error EvalError RangeError ReferenceError SyntaxError TypeError URIError
  InternalError AggregateError SuppressedError Iterator Array parseInt parseFloat isNaN isFinite
  queueMicrotask decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
  Infinity NaN undefined eval Number Boolean String Math Reflect Symbol DisposableStack
  globalThis BigInt Date RegExp JSON Proxy Map Set WeakMap WeakSet ArrayBuffer SharedArrayBuffer
  Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array
  BigInt64Array BigUint64Array Float16Array Float32Array Float64Array DataView Atomics Promise
  AsyncDisposableStack WeakRef FinalizationRegistry DOMException btoa atob performance
  setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate console
`
  .trim()
  .split(/\s+/);
const own = Reflect.ownKeys(globalThis).filter((name) => typeof name === "string");
own.filter((name) => !known.includes(name) && !["known", "own"].includes(name));
