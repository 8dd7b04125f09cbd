(function (stage) {
  "use strict";
  // crypto: random bytes, which follow from the seed.
  //
  // Source: Web Cryptography API.

  const { domException, error } = stage;

  const MAX_RANDOM = 65_536; // bytes a call, as the standard says
  const INTEGERS = new Set([
    "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
    "BigInt64Array", "BigUint64Array",
  ]);
  const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

  function fillRandom(array) {
    const where = "Failed to execute 'getRandomValues' on 'Crypto'";
    const bytes = ArrayBuffer.isView(array) ? stage.readBytes(array) : undefined;
    if (bytes === undefined) throw error("TypeError", `${where}: parameter 1 is not of type 'ArrayBufferView'.`);
    if (!INTEGERS.has(tagOf.call(array))) {
      throw domException("TypeMismatchError", `${where}: The provided ArrayBufferView value is not of an integer type`);
    }
    if (bytes.length > MAX_RANDOM) {
      throw domException(
        "QuotaExceededError",
        `${where}: The ArrayBufferView's byte length (${bytes.length}) exceeds the number of bytes of entropy available via this API (65536).`,
      );
    }
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(stage.chance() * 256);
    return array;
  }

  const Crypto = stage.interface({
    name: "Crypto",
    path: "crypto",
    attributes: { subtle: () => stage.parts.subtle },
    methods: {
      getRandomValues: (s, array) => fillRandom(array),
      randomUUID: () => stage.parts.blob.uuid(),
    },
  });

  const crypto = Crypto.make({});
  stage.accessor(stage.guest, "crypto", "crypto", () => crypto);
})
