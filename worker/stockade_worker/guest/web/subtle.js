(function (stage) {
  "use strict";
  // SubtleCrypto. Digests, AES, HMAC and key derivation are real, for pages decrypt their payloads with them; what is
  // decrypted, and what keys are given, is kept. Public-key algorithms only look as if: they give random bytes.
  //
  // Source: Web Cryptography API.

  const { domException, error, isObject } = stage;
  const { aes, hash } = stage.parts;

  const MODES = { "AES-CBC": "cbc", "AES-CTR": "ctr", "AES-GCM": "gcm" };
  const DIGESTS = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
  const PUBLIC = /^(RSA|EC|ED|X)/;
  const MODULUS = 256; // bytes of what a public-key algorithm gives
  const MAX_BITS = 8 << 20;

  const unknown = () => domException("NotSupportedError", "Unrecognized name.");
  const failed = () => domException("OperationError", "");
  const random = (length) => Uint8Array.from({ length }, () => Math.floor(stage.chance() * 256));

  // ---- what is given

  function bytesOf(value, what) {
    const bytes = stage.readBytes(value);
    if (bytes !== undefined) return bytes.slice();
    throw error("TypeError", `Failed to execute '${what}' on 'SubtleCrypto': The provided value is not of type '(ArrayBuffer or ArrayBufferView)'.`);
  }

  const nameOf = (algorithm) => String(isObject(algorithm) ? algorithm.name : algorithm).toUpperCase();

  function digestOf(algorithm) {
    const name = DIGESTS[nameOf(algorithm)];
    if (name === undefined) throw unknown();
    return name;
  }

  function keyOf(value, what) {
    const state = CryptoKey.state(value);
    if (state !== undefined) return state;
    throw error("TypeError", `Failed to execute '${what}' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'.`);
  }

  // ---- keys

  const CryptoKey = stage.interface({
    name: "CryptoKey",
    attributes: {
      type: (s) => s.kind, extractable: (s) => s.extractable, algorithm: (s) => s.algorithm, usages: (s) => [...s.usages],
    },
  });

  function makeKey(algorithm, bytes, extractable, usages, kind = "secret") {
    const described = { name: nameOf(algorithm) };
    if (isObject(algorithm) && algorithm.hash !== undefined) described.hash = { name: nameOf(algorithm.hash) };
    if (/^(AES|HMAC)/.test(described.name)) described.length = 8 * bytes.length;
    const allowed = isObject(usages) ? Array.from(usages, String) : [];
    return CryptoKey.make({ kind, bytes, extractable: Boolean(extractable), algorithm: described, usages: allowed });
  }

  // A JWK's bytes; of a public or private key those of its text will do.
  function bytesOfJwk(data) {
    if (!isObject(data)) throw error("TypeError", "Failed to execute 'importKey' on 'SubtleCrypto': Key data must be an object for JWK import");
    return data.k === undefined ? stage.text.utf8Encode(String(data.n ?? data.x ?? "")) : stage.text.base64Decode(String(data.k));
  }

  function importKey(format, data, algorithm, extractable, usages) {
    const kind = { spki: "public", pkcs8: "private" }[String(format)] ?? "secret";
    const bytes = String(format) === "jwk" ? bytesOfJwk(data) : bytesOf(data, "importKey");
    stage.keep("decoded", `key for ${nameOf(algorithm)}`, bytes);
    return makeKey(algorithm, bytes, extractable, usages, kind);
  }

  function exportKey(format, value) {
    const key = keyOf(value, "exportKey");
    if (!key.extractable) throw domException("InvalidAccessError", "key is not extractable");
    if (String(format) !== "jwk") return stage.buffer(key.bytes);
    return {
      alg: `A${key.bytes.length * 8}${key.algorithm.name.slice(4)}`, ext: true, k: stage.text.base64Encode(key.bytes, true),
      key_ops: [...key.usages], kty: "oct",
    };
  }

  function generateKey(algorithm, extractable, usages) {
    if (PUBLIC.test(nameOf(algorithm))) {
      const half = (kind) => makeKey(algorithm, random(MODULUS), kind === "public" || extractable, usages, kind);
      return { privateKey: half("private"), publicKey: half("public") };
    }
    const bits = isObject(algorithm) ? Number(algorithm.length) || 512 : 256;
    return makeKey(algorithm, random(Math.min(MAX_BITS, bits) >> 3), extractable, usages);
  }

  // ---- ciphers

  function cipher(algorithm, key, isBack, what) {
    const name = nameOf(algorithm);
    const kind = MODES[name] && aes.describe(`aes-${8 * key.bytes.length}-${MODES[name]}`);
    if (kind === undefined) throw unknown();
    const iv = bytesOf(name === "AES-CTR" ? algorithm.counter : algorithm.iv, what);
    if (kind.mode !== "gcm" && iv.length !== 16) {
      throw domException("OperationError", `algorithm.${name === "AES-CTR" ? "counter" : "iv"} must be 16 bytes`);
    }
    return { engine: new aes.Cipher(kind, key.bytes, iv, isBack), isGcm: kind.mode === "gcm" };
  }

  function signedOf(algorithm, what) {
    return algorithm.additionalData === undefined ? new Uint8Array(0) : bytesOf(algorithm.additionalData, what);
  }

  function encrypt(algorithm, value, data, what = "encrypt") {
    const key = keyOf(value, what);
    const plain = bytesOf(data, what);
    if (PUBLIC.test(nameOf(algorithm))) {
      stage.keep("decoded", `plaintext for ${nameOf(algorithm)}`, plain);
      return random(MODULUS);
    }
    const { engine, isGcm } = cipher(algorithm, key, false, what);
    const pieces = [engine.update(plain), engine.final()];
    if (isGcm) pieces.push(engine.authTag(signedOf(algorithm, what)));
    return hash.joined(pieces);
  }

  function decrypt(algorithm, value, data, what = "decrypt") {
    const key = keyOf(value, what);
    const given = bytesOf(data, what);
    if (PUBLIC.test(nameOf(algorithm))) throw failed();
    const { engine, isGcm } = cipher(algorithm, key, true, what);
    const body = isGcm ? given.subarray(0, Math.max(0, given.length - 16)) : given;
    const first = engine.update(body);
    const last = engine.final();
    if (last === undefined) throw failed();
    if (isGcm && !isSame(engine.authTag(signedOf(algorithm, what)), given.subarray(body.length))) throw failed();
    const plain = hash.joined([first, last]);
    stage.keep("decoded", `${nameOf(algorithm)} plaintext`, plain);
    return plain;
  }

  const isSame = (first, second) => first.length === second.length && first.every((byte, at) => byte === second[at]);

  // ---- signatures and derivation

  function sign(algorithm, value, data) {
    const key = keyOf(value, "sign");
    const bytes = bytesOf(data, "sign");
    if (nameOf(algorithm) !== "HMAC") return random(MODULUS);
    return new hash.Mac(digestOf(key.algorithm.hash), key.bytes).of(bytes);
  }

  // Of a public-key signature nothing can be said: it is taken for right, so that what it guards is seen.
  function verify(algorithm, value, signature, data) {
    const given = bytesOf(signature, "verify");
    return nameOf(algorithm) !== "HMAC" || isSame(sign(algorithm, value, data), given);
  }

  function deriveBits(algorithm, value, length, what = "deriveBits") {
    const key = keyOf(value, what);
    const bytes = Math.min(MAX_BITS, Number(length) || 256) >> 3;
    const name = nameOf(algorithm);
    if (name === "PBKDF2") {
      const salt = bytesOf(algorithm.salt, what);
      return hash.pbkdf2(digestOf(algorithm.hash), key.bytes, salt, Number(algorithm.iterations) || 1, bytes);
    }
    if (name === "HKDF") {
      return hash.hkdf(digestOf(algorithm.hash), key.bytes, bytesOf(algorithm.salt, what), bytesOf(algorithm.info, what), bytes);
    }
    if (PUBLIC.test(name)) return random(bytes);
    throw unknown();
  }

  function deriveKey(algorithm, value, wanted, extractable, usages) {
    const length = isObject(wanted) ? Number(wanted.length) || 512 : 256;
    return makeKey(wanted, deriveBits(algorithm, value, length, "deriveKey"), extractable, usages);
  }

  // ---- the interface

  function promised(work) {
    try {
      const made = work();
      return stage.resolved(made instanceof Uint8Array ? stage.buffer(made) : made);
    } catch (thrown) {
      return stage.rejected(thrown);
    }
  }

  const SubtleCrypto = stage.interface({
    name: "SubtleCrypto",
    path: "crypto.subtle",
    methods: {
      decrypt: (s, algorithm, key, data) => promised(() => decrypt(algorithm, key, data)),
      deriveBits: (s, algorithm, key, length = 256) => promised(() => deriveBits(algorithm, key, length)),
      deriveKey: (s, algorithm, key, wanted, extractable, usages) =>
        promised(() => deriveKey(algorithm, key, wanted, extractable, usages)),
      digest: (s, algorithm, data) =>
        promised(() => new hash.Digest(digestOf(algorithm)).update(bytesOf(data, "digest")).digest()),
      encrypt: (s, algorithm, key, data) => promised(() => encrypt(algorithm, key, data)),
      exportKey: (s, format, key) => promised(() => exportKey(format, key)),
      generateKey: (s, algorithm, extractable, usages) => promised(() => generateKey(algorithm, extractable, usages)),
      importKey: (s, format, data, algorithm, extractable, usages) =>
        promised(() => importKey(format, data, algorithm, extractable, usages)),
      sign: (s, algorithm, key, data) => promised(() => sign(algorithm, key, data)),
      unwrapKey: (s, format, wrapped, unwrapping, algorithm, wanted, extractable, usages) =>
        promised(() => makeKey(wanted, decrypt(algorithm, unwrapping, wrapped, "unwrapKey"), extractable, usages)),
      verify: (s, algorithm, key, signature, data) => promised(() => verify(algorithm, key, signature, data)),
      wrapKey: (s, format, key, wrapping, algorithm) =>
        promised(() => encrypt(algorithm, wrapping, stage.buffer(keyOf(key, "wrapKey").bytes), "wrapKey")),
    },
  });

  stage.parts.subtle = SubtleCrypto.make({});
})
