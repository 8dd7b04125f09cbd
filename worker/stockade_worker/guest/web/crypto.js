(function (stage) {
  "use strict";
  // crypto: seeded random bytes, real digests, and a SubtleCrypto that has no ciphers: what would need a key is
  // refused as a browser refuses an algorithm that it does not know.
  //
  // Source: Web Cryptography API.

  const { domException, error, isObject } = stage;
  const digests = stage.parts.digests;

  const MAX_RANDOM = 65_536; // bytes a call, as the standard says
  const DIGESTS = { "SHA-1": digests.sha1, "SHA-256": digests.sha256, "SHA-384": digests.sha384, "SHA-512": digests.sha512 };
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

  function algorithmName(value) {
    return String(isObject(value) ? value.name : value).toUpperCase();
  }

  function digest(algorithm, data) {
    const make = DIGESTS[algorithmName(algorithm)];
    if (make === undefined) return unknown();
    const bytes = stage.readBytes(data);
    if (bytes === undefined) {
      return stage.rejected(error(
        "TypeError",
        "Failed to execute 'digest' on 'SubtleCrypto': The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.",
      ));
    }
    return stage.resolved(stage.buffer(make(bytes)));
  }

  const unknown = () => stage.rejected(domException("NotSupportedError", "Unrecognized name."));
  const MISSING = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
  const withoutKey = (name) => (s, _algorithm, _key, _data) => {
    const where = `Failed to execute '${name}' on 'SubtleCrypto'`;
    return stage.rejected(error("TypeError", `${where}: parameter 2 is not of type 'CryptoKey'.`));
  };

  const CryptoKey = stage.interface({
    name: "CryptoKey",
    attributes: {
      type: (s) => s.kind, extractable: (s) => s.extractable, algorithm: (s) => s.algorithm, usages: (s) => s.usages,
    },
  });

  // A raw key can be had and given back: its bytes are what an analyst wants to see.
  function importKey(format, data, algorithm, extractable, usages) {
    const bytes = stage.readBytes(data);
    if (bytes === undefined) return unknown();
    const given = { name: algorithmName(algorithm) };
    stage.keep("decoded", `crypto.subtle.importKey ${given.name}`, bytes);
    return stage.resolved(CryptoKey.make({
      kind: "secret", extractable: Boolean(extractable), algorithm: given, usages: isObject(usages) ? Array.from(usages) : [],
      bytes: bytes.slice(),
    }));
  }

  function exportKey(format, key) {
    const state = CryptoKey.state(key);
    if (state === undefined) {
      return stage.rejected(error(
        "TypeError", "Failed to execute 'exportKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'.",
      ));
    }
    if (!state.extractable) return stage.rejected(domException("InvalidAccessError", "key is not extractable"));
    return stage.resolved(stage.buffer(state.bytes));
  }

  // A random key of the length that was asked for.
  function generateKey(algorithm, extractable, usages) {
    const bits = isObject(algorithm) ? Number(algorithm.length) || 256 : 256;
    const bytes = Uint8Array.from({ length: Math.min(1024, bits >> 3) }, () => Math.floor(stage.chance() * 256));
    return importKey("raw", bytes, algorithm, extractable, usages);
  }

  const methods = {
    digest: (s, algorithm, data) => digest(algorithm, data),
    exportKey: (s, format, key) => exportKey(format, key),
    generateKey: (s, algorithm, extractable, usages) => generateKey(algorithm, extractable, usages),
    importKey: (s, format, data, algorithm, extractable, usages) => importKey(format, data, algorithm, extractable, usages),
  };
  for (const name of MISSING) methods[name] = withoutKey(name);
  const SubtleCrypto = stage.interface({ name: "SubtleCrypto", path: "crypto.subtle", methods });
  const subtle = SubtleCrypto.make({});

  const Crypto = stage.interface({
    name: "Crypto",
    path: "crypto",
    attributes: { subtle: () => subtle },
    methods: {
      getRandomValues: (s, array) => fillRandom(array),
      randomUUID: () => stage.parts.blob.uuid(),
    },
  });

  const crypto = Crypto.make({});
  stage.accessor(stage.guest, "crypto", "crypto", () => crypto);
  stage.parts.crypto = { crypto, subtle };
})
