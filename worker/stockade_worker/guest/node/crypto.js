(function (stage) {
  "use strict";
  // The module "crypto": digests and ciphers that are real, and random bytes that follow from the seed.
  //
  // Source: Node.js documentation, "Crypto".

  const { aes, encodings, hash, stream, turns } = stage.parts;
  const { coded, invalidType, outOfRange, text } = stage.parts.errors;
  const { make } = stage.parts.buffer;
  const { isFunction } = stage;
  const MAX_RANDOM = 64 << 20; // bytes at once
  const MAX_KDF = 1 << 20; // bytes of a derived key

  // Returns bytes of a guest's text or buffer, or throws.
  function bytesOf(value, name, encoding) {
    const bytes = KeyObject.state(value)?.bytes ?? encodings.bytesOf(value, encoding);
    if (bytes === undefined) throw invalidType(name, ["string", "Buffer", "TypedArray", "DataView"], value);
    return bytes;
  }

  // Returns bytes as the guest wants them: as text if there is an encoding, else as a Buffer.
  function given(bytes, encoding) {
    return encoding === undefined || encoding === null || encoding === "buffer" ? make(bytes) : encodings.decode(bytes, encoding);
  }

  function openssl(message, code, reason) {
    const error = coded("Error", code, message);
    return stage.parts.errors.put(error, { library: "Provider routines", reason });
  }

  function algorithm(name) {
    const known = hash.known(text(name, "algorithm"));
    if (known !== undefined) return known;
    throw openssl("Digest method not supported", "ERR_CRYPTO_INVALID_DIGEST");
  }

  // ---- digests

  function digestState(state, engine) {
    state.engine = engine;
    state.sink = {
      write: (chunk) => void engine.update(stage.readBytes(chunk)),
      end: () => void stream.push(stream.Readable.state(state.self), make(once(state))),
    };
  }

  function once(state) {
    if (state.isOver) throw coded("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    state.isOver = true;
    return state.engine.digest();
  }

  const DIGEST = {
    update(state, data, encoding) {
      if (state.isOver) throw coded("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      state.engine.update(bytesOf(data, "data", encoding));
      return state.self;
    },
    digest: (state, encoding) => given(once(state), encoding),
  };

  const plain = { style: "plain", hidden: true };
  const Hash = stage.interface({
    ...plain, name: "Hash", path: "crypto.Hash", parent: stream.Transform,
    create: (state, name) => digestState(state, new hash.Digest(algorithm(name))),
    methods: {
      ...DIGEST,
      copy: (state) => made(Hash, digestState, state.engine.copy()),
    },
  });
  const Hmac = stage.interface({
    ...plain, name: "Hmac", path: "crypto.Hmac", parent: stream.Transform,
    create: (state, name, key) => digestState(state, new hash.Mac(algorithm(name), bytesOf(key, "key"))),
    methods: DIGEST,
  });

  // Returns a new instance, filled in by `fill`.
  function made(handle, fill, ...values) {
    const object = handle.make({});
    fill(handle.state(object), ...values);
    return object;
  }

  // ---- ciphers

  function cipherState(state, name, key, iv, isBack) {
    const kind = aes.describe(text(name, "cipher"));
    if (kind === undefined) throw unknownCipher(name);
    const keyBytes = bytesOf(key, "key");
    const ivBytes = iv === null || iv === undefined ? new Uint8Array(kind.ivBytes) : bytesOf(iv, "iv");
    if (keyBytes.length !== kind.keyBytes) throw coded("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    if (kind.mode === "gcm" ? ivBytes.length === 0 : ivBytes.length !== kind.ivBytes) {
      throw coded("TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
    }
    Object.assign(state, { kind, isBack, signed: [], engine: new aes.Cipher(kind, keyBytes.slice(), ivBytes.slice(), isBack), output: undefined });
    state.sink = {
      write: (chunk) => void stream.push(state, make(advance(state, stage.readBytes(chunk)))),
      end: () => void stream.push(state, make(last(state))),
    };
  }

  function unknownCipher(name) {
    stage.useNamed(`crypto.cipher.${String(name).slice(0, 40)}`, "call", []);
    return coded("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  }

  // What is decrypted is kept with the trace: it is what the sample wanted to hide.
  function advance(state, bytes) {
    const out = state.engine.update(bytes);
    if (state.isBack) (state.plain ??= []).push(out);
    return out;
  }

  function last(state) {
    if (state.isOver) throw coded("Error", "ERR_CRYPTO_INVALID_STATE", "Unsupported state or unable to authenticate data");
    state.isOver = true;
    if (state.kind.mode === "gcm") authenticate(state);
    const out = state.engine.final();
    if (out === undefined && !state.engine.isPadded) {
      throw openssl("error:1C80006B:Provider routines::wrong final block length", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", "wrong final block length");
    }
    if (out === undefined) throw openssl("error:1C800064:Provider routines::bad decrypt", "ERR_OSSL_BAD_DECRYPT", "bad decrypt");
    if (state.isBack) stage.keep("decoded", `${state.kind.name} plaintext`, hash.joined([...(state.plain ?? []), out]));
    return out;
  }

  function authenticate(state) {
    const tag = state.engine.authTag(hash.joined(state.signed));
    if (!state.isBack) state.tag = tag;
    else if (state.tag === undefined || state.tag.some((byte, i) => byte !== tag[i])) {
      throw coded("Error", "ERR_CRYPTO_INVALID_STATE", "Unsupported state or unable to authenticate data");
    }
  }

  const CIPHER = {
    update(state, data, from, to) {
      return given(advance(state, bytesOf(data, "data", from)), to);
    },
    final: (state, encoding) => given(last(state), encoding),
    setAutoPadding(state, isPadded = true) {
      state.engine.isPadded = Boolean(isPadded);
      return state.self;
    },
    setAAD(state, data) {
      state.signed.push(bytesOf(data, "buffer").slice());
      return state.self;
    },
    getAuthTag: (state) => make(state.tag),
    setAuthTag(state, tag) {
      state.tag = bytesOf(tag, "buffer").slice();
      return state.self;
    },
  };

  const cipher = (name, isBack) => stage.interface({
    ...plain, name, path: `crypto.${name}`, parent: stream.Transform, methods: CIPHER,
    create: (state, kind, key, iv) => cipherState(state, kind, key, iv, isBack),
  });
  const Cipheriv = cipher("Cipheriv", false);
  const Decipheriv = cipher("Decipheriv", true);

  // ---- keys

  const KeyObject = stage.interface({
    ...plain, name: "KeyObject", path: "crypto.KeyObject",
    attributes: { type: () => "secret", symmetricKeySize: (state) => state.bytes.length },
    methods: { export: (state, options) => given(state.bytes, options?.format === "jwk" ? "base64url" : undefined) },
  });

  function derived(options, run) {
    const { length, callback } = options;
    if (!(length >= 0 && length <= MAX_KDF)) throw outOfRange("keylen", `>= 0 && <= ${MAX_KDF}`, length);
    if (callback === undefined) return make(run());
    turns.turn(() => stage.call(callback, undefined, null, make(run())));
    return undefined;
  }

  function pbkdf2(password, salt, rounds, length, digest, callback) {
    const name = algorithm(digest);
    const [key, grain] = [bytesOf(password, "password").slice(), bytesOf(salt, "salt").slice()];
    return derived({ length, callback }, () => hash.pbkdf2(name, key, grain, Number(rounds), length));
  }

  function hkdf(digest, key, salt, info, length, callback) {
    const name = algorithm(digest);
    const parts = [bytesOf(key, "ikm"), bytesOf(salt, "salt"), bytesOf(info, "info")].map((bytes) => bytes.slice());
    if (!(length >= 0 && length <= 255 * hash.sizeOf(name))) throw coded("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    const convert = () => hash.hkdf(name, ...parts, length);
    if (callback === undefined) return stage.buffer(convert());
    return turns.answer(callback, null, stage.buffer(convert()));
  }

  // The old way from a password to key and iv (EVP_BytesToKey with MD5 and no salt).
  function fromPassword(name, password, isBack) {
    const kind = aes.describe(text(name, "cipher"));
    if (kind === undefined) throw unknownCipher(name);
    const secret = bytesOf(password, "password");
    const pieces = [];
    for (let last = new Uint8Array(0); pieces.length * 16 < kind.keyBytes + kind.ivBytes; ) {
      last = new hash.Digest("md5").update(last).update(secret).digest();
      pieces.push(last);
    }
    const all = hash.joined(pieces);
    const iv = stage.bytes(all.slice(kind.keyBytes, kind.keyBytes + kind.ivBytes));
    const handle = isBack ? Decipheriv : Cipheriv;
    return made(handle, cipherState, name, stage.bytes(all.slice(0, kind.keyBytes)), iv, isBack);
  }

  // ---- chance

  function chanceBytes(size) {
    const words = new Uint32Array(Math.ceil(size / 4));
    for (let i = 0; i < words.length; i++) words[i] = stage.chance() * 4294967296;
    return new Uint8Array(words.buffer, 0, size);
  }

  function randomBytes(size, callback) {
    if (typeof size !== "number") throw invalidType("size", ["number"], size);
    if (!(size >= 0 && size <= MAX_RANDOM)) throw outOfRange("size", `>= 0 && <= ${2 ** 31 - 1}`, size);
    const bytes = make(chanceBytes(size));
    if (callback === undefined) return bytes;
    return turns.answer(callback, null, bytes);
  }

  function randomFill(buffer, ...rest) {
    const bytes = stage.readBytes(buffer);
    if (bytes === undefined) throw invalidType("buf", ["ArrayBuffer", "ArrayBufferView"], buffer);
    bytes.set(chanceBytes(bytes.length));
    const callback = rest.at(-1);
    if (isFunction(callback)) turns.answer(callback, null, buffer);
    return buffer;
  }

  function randomInt(low, high, callback) {
    if (high === undefined || isFunction(high)) return randomInt(0, low, high);
    const made = low + Math.floor(stage.chance() * (high - low));
    if (callback === undefined) return made;
    return turns.answer(callback, null, made);
  }

  function randomUUID() {
    const bytes = chanceBytes(16);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function timingSafeEqual(one, other) {
    const [a, b] = [bytesOf(one, "buf1"), bytesOf(other, "buf2")];
    if (a.length === b.length) return a.every((byte, i) => byte === b[i]);
    throw coded("RangeError", "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  }

  // What is not there: asked for, it is recorded, and fails as on a node without that algorithm.
  function absent(name) {
    return () => {
      throw openssl("error:0308010C:digital envelope routines::unsupported", "ERR_OSSL_EVP_UNSUPPORTED", name);
    };
  }

  const CIPHERS = ["128", "192", "256"].flatMap((bits) => ["cbc", "cfb", "ctr", "ecb", "gcm"].map((mode) => `aes-${bits}-${mode}`));

  stage.parts.define("crypto", () => stage.namespace({
    name: "crypto",
    methods: {
      createHash: (name) => made(Hash, digestState, new hash.Digest(algorithm(name))),
      createHmac: (name, key) => made(Hmac, digestState, new hash.Mac(algorithm(name), bytesOf(key, "key"))),
      createCipheriv: (name, key, iv) => made(Cipheriv, cipherState, name, key, iv, false),
      createDecipheriv: (name, key, iv) => made(Decipheriv, cipherState, name, key, iv, true),
      createCipher: (name, password) => fromPassword(name, password, false),
      createDecipher: (name, password) => fromPassword(name, password, true),
      createSecretKey: (key, encoding) => KeyObject.make({ bytes: bytesOf(key, "key", encoding).slice() }),
      generateKeySync: (_type, options) => KeyObject.make({ bytes: chanceBytes(Math.ceil((Number(options?.length) || 256) / 8)) }),
      hash: (name, data, encoding = "hex") => given(new hash.Digest(algorithm(name)).update(bytesOf(data, "input")).digest(), encoding),
      getHashes: () => hash.names.flatMap((name) => [`RSA-${name.toUpperCase()}`, name]),
      getCiphers: () => CIPHERS,
      getCipherInfo: (name) => aes.describe(name) && { name: aes.describe(name).name, keyLength: aes.describe(name).keyBytes },
      pbkdf2,
      pbkdf2Sync: (password, salt, rounds, length, digest) => pbkdf2(password, salt, rounds, length, digest),
      hkdf,
      hkdfSync: (digest, key, salt, info, length) => hkdf(digest, key, salt, info, length),
      randomBytes,
      pseudoRandomBytes: randomBytes,
      randomFill,
      randomFillSync: (buffer) => randomFill(buffer),
      randomInt,
      randomUUID,
      getRandomValues: (array) => randomFill(array),
      timingSafeEqual,
      scryptSync: absent("scrypt"),
      generateKeyPairSync: absent("generateKeyPair"),
      createPublicKey: absent("createPublicKey"),
      createPrivateKey: absent("createPrivateKey"),
      publicEncrypt: absent("publicEncrypt"),
      privateDecrypt: absent("privateDecrypt"),
      createSign: absent("createSign"),
      createVerify: absent("createVerify"),
    },
    values: {
      Hash: Hash.constructor, Hmac: Hmac.constructor, Cipheriv: Cipheriv.constructor,
      Decipheriv: Decipheriv.constructor, KeyObject: KeyObject.constructor,
      webcrypto: stage.guest.crypto, subtle: stage.guest.crypto?.subtle, constants: {}, fips: 0,
    },
  }));
})
