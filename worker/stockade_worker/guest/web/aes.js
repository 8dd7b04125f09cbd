(function (stage) {
  "use strict";
  // AES in the modes that samples unpack their payloads with: ECB, CBC, CTR, CFB and GCM.
  //
  // Sources: FIPS 197; NIST SP 800-38A (modes), 800-38D (GCM).

  const SBOX = new Uint8Array(256);
  const INVERSE = new Uint8Array(256);
  const LOG = new Uint8Array(256);
  const POWER = new Uint8Array(510);

  const double = (x) => ((x << 1) ^ (x & 0x80 ? 0x11b : 0)) & 0xff;

  // The field's powers of 3, and from them the substitution: an inverse, then an affine map.
  for (let i = 0, x = 1; i < 255; i++, x ^= double(x)) {
    POWER[i] = POWER[i + 255] = x;
    LOG[x] = i;
  }
  for (let i = 0; i < 256; i++) {
    const inverse = i === 0 ? 0 : POWER[255 - LOG[i]];
    const turned = inverse * 0x101;
    const mapped = (inverse ^ (turned >> 4) ^ (turned >> 5) ^ (turned >> 6) ^ (turned >> 7) ^ 0x63) & 0xff;
    SBOX[i] = mapped;
    INVERSE[mapped] = i;
  }

  const product = (a, b) => (a === 0 || b === 0 ? 0 : POWER[LOG[a] + LOG[b]]);

  // Tables that do substitution and mixing of one byte at once; the other three are rotations of them.
  const MIX = new Uint32Array(256);
  const UNMIX = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const s = SBOX[i];
    const u = INVERSE[i];
    MIX[i] = (product(s, 2) << 24) | (s << 16) | (s << 8) | product(s, 3);
    UNMIX[i] = (product(u, 14) << 24) | (product(u, 9) << 16) | (product(u, 13) << 8) | product(u, 11);
  }
  const rotr = (x, n) => (x >>> n) | (x << (32 - n));
  const unmixed = (word) =>
    UNMIX[SBOX[word >>> 24]] ^ rotr(UNMIX[SBOX[(word >>> 16) & 255]], 8) ^
    rotr(UNMIX[SBOX[(word >>> 8) & 255]], 16) ^ rotr(UNMIX[SBOX[word & 255]], 24);
  const substituted = (word) =>
    (SBOX[word >>> 24] << 24) | (SBOX[(word >>> 16) & 255] << 16) | (SBOX[(word >>> 8) & 255] << 8) | SBOX[word & 255];

  // Returns the round keys of a key of 16, 24 or 32 bytes.
  function expand(key) {
    const given = key.length / 4;
    const words = new Int32Array(4 * (given + 7));
    const view = new DataView(key.buffer, key.byteOffset, key.length);
    for (let i = 0, constant = 1; i < words.length; i++) {
      if (i < given) {
        words[i] = view.getInt32(4 * i);
        continue;
      }
      let word = words[i - 1];
      if (i % given === 0) {
        word = substituted(rotr(word, 24)) ^ (constant << 24);
        constant = double(constant);
      } else if (given > 6 && i % given === 4) word = substituted(word);
      words[i] = words[i - given] ^ word;
    }
    return words;
  }

  // For decryption: the rounds in reverse, all but the first and the last unmixed, and the second word of each
  // in the place of the fourth: so what shifts rows one way shifts them the other.
  function reversed(words) {
    const made = new Int32Array(words.length);
    for (let i = 0; i < words.length; i += 4) {
      for (let k = 0; k < 4; k++) {
        const word = words[words.length - 4 - i + k];
        made[i + ((4 - k) & 3)] = i === 0 || i === words.length - 4 ? word : unmixed(word);
      }
    }
    return made;
  }

  const turned = (table) => [table, ...[8, 16, 24].map((n) => table.map((word) => rotr(word, n)))];
  const FORTH = { tables: turned(MIX), box: SBOX };
  const BACK = { tables: turned(UNMIX), box: INVERSE };

  // Runs the four words of a block through all rounds, in place.
  function turn(words, keys, { box, tables }) {
    const [t0, t1, t2, t3] = tables;
    let a = words[0] ^ keys[0], b = words[1] ^ keys[1], c = words[2] ^ keys[2], d = words[3] ^ keys[3];
    let at = 4;
    for (; at < keys.length - 4; at += 4) {
      const w = t0[a >>> 24] ^ t1[(b >>> 16) & 255] ^ t2[(c >>> 8) & 255] ^ t3[d & 255] ^ keys[at];
      const x = t0[b >>> 24] ^ t1[(c >>> 16) & 255] ^ t2[(d >>> 8) & 255] ^ t3[a & 255] ^ keys[at + 1];
      const y = t0[c >>> 24] ^ t1[(d >>> 16) & 255] ^ t2[(a >>> 8) & 255] ^ t3[b & 255] ^ keys[at + 2];
      d = t0[d >>> 24] ^ t1[(a >>> 16) & 255] ^ t2[(b >>> 8) & 255] ^ t3[c & 255] ^ keys[at + 3];
      a = w; b = x; c = y;
    }
    const last = (w, x, y, z) => (box[w >>> 24] << 24) | (box[(x >>> 16) & 255] << 16) | (box[(y >>> 8) & 255] << 8) | box[z & 255];
    words[0] = last(a, b, c, d) ^ keys[at];
    words[1] = last(b, c, d, a) ^ keys[at + 1];
    words[2] = last(c, d, a, b) ^ keys[at + 2];
    words[3] = last(d, a, b, c) ^ keys[at + 3];
  }

  class Aes {
    constructor(key) {
      this.keys = expand(key);
      this.back = reversed(this.keys);
      this.words = new Int32Array(4);
    }

    // Writes the block at `from` of `input` to `output`, enciphered or deciphered.
    run(input, from, output, to, isBack) {
      const { words } = this;
      const [second, fourth] = isBack ? [3, 1] : [1, 3];
      const read = (at) => (input[at] << 24) | (input[at + 1] << 16) | (input[at + 2] << 8) | input[at + 3];
      words[0] = read(from);
      words[second] = read(from + 4);
      words[2] = read(from + 8);
      words[fourth] = read(from + 12);
      if (isBack) turn(words, this.back, BACK);
      else turn(words, this.keys, FORTH);
      for (let i = 0; i < 4; i++) {
        const word = words[i === 1 ? second : i === 3 ? fourth : i];
        output[to++] = word >>> 24;
        output[to++] = word >>> 16;
        output[to++] = word >>> 8;
        output[to++] = word;
      }
    }

    encipher(block) {
      const made = new Uint8Array(16);
      this.run(block, 0, made, 0, false);
      return made;
    }
  }

  const xor = (a, b) => a.map((byte, i) => byte ^ b[i]);

  function increment(counter, end) {
    for (let i = 15; i >= end; i--) {
      counter[i] = (counter[i] + 1) & 0xff;
      if (counter[i] !== 0) return;
    }
  }

  // ---- block modes: whole blocks in, whole blocks out

  const BLOCK_MODES = {
    ecb: (aes, _iv, isBack) => (block) => {
      const made = new Uint8Array(16);
      aes.run(block, 0, made, 0, isBack);
      return made;
    },
    cbc(aes, iv, isBack) {
      let last = iv;
      return (block) => {
        const made = new Uint8Array(16);
        aes.run(isBack ? block : xor(block, last), 0, made, 0, isBack);
        const out = isBack ? xor(made, last) : made;
        last = isBack ? block : made;
        return out;
      };
    },
  };

  // ---- stream modes: byte by byte

  const STREAM_MODES = {
    ctr: (aes, iv) => keyed(aes, iv.slice(), 0),
    gcm: (aes, iv) => keyed(aes, iv, 12),
    cfb(aes, iv, isBack) {
      let pad = aes.encipher(iv);
      let last = new Uint8Array(16);
      let used = 0;
      return (byte) => {
        if (used === 16) {
          pad = aes.encipher(last);
          last = new Uint8Array(16);
          used = 0;
        }
        const made = byte ^ pad[used];
        last[used++] = isBack ? byte : made;
        return made;
      };
    },
  };

  function keyed(aes, counter, end) {
    let pad;
    let used = 16;
    return (byte) => {
      if (used === 16) {
        pad = aes.encipher(counter);
        increment(counter, end);
        used = 0;
      }
      return byte ^ pad[used++];
    };
  }

  // ---- the tag of GCM: a polynomial over GF(2^128), bit by bit

  class Ghash {
    constructor(key) {
      this.key = new DataView(key.buffer);
      this.sum = new Uint32Array(4);
    }

    block(bytes) {
      const x = new Uint32Array(4);
      const padded = new Uint8Array(16);
      padded.set(bytes);
      const view = new DataView(padded.buffer);
      for (let i = 0; i < 4; i++) x[i] = this.sum[i] ^ view.getUint32(4 * i);
      this.sum.fill(0);
      let [a, b, c, d] = [0, 4, 8, 12].map((at) => this.key.getUint32(at));
      for (let i = 0; i < 128; i++) {
        if ((x[i >> 5] >>> (31 - (i & 31))) & 1) {
          this.sum[0] ^= a; this.sum[1] ^= b; this.sum[2] ^= c; this.sum[3] ^= d;
        }
        const odd = d & 1;
        d = (d >>> 1) | (c << 31); c = (c >>> 1) | (b << 31); b = (b >>> 1) | (a << 31); a >>>= 1;
        if (odd) a ^= 0xe1000000;
      }
    }

    all(bytes) {
      for (let at = 0; at < bytes.length; at += 16) this.block(bytes.subarray(at, at + 16));
      return this;
    }

    digest() {
      const out = new DataView(new ArrayBuffer(16));
      this.sum.forEach((word, i) => out.setUint32(4 * i, word));
      return new Uint8Array(out.buffer);
    }
  }

  function lengths(first, second) {
    const out = new DataView(new ArrayBuffer(16));
    out.setBigUint64(0, BigInt(first) * 8n);
    out.setBigUint64(8, BigInt(second) * 8n);
    return new Uint8Array(out.buffer);
  }

  function firstCounter(hashKey, iv) {
    if (iv.length !== 12) return new Ghash(hashKey).all(iv).all(lengths(0, iv.length)).digest();
    const counter = new Uint8Array(16);
    counter.set(iv);
    counter[15] = 1;
    return counter;
  }

  // Returns what makes the tag: given the data that is only signed, and the ciphertext.
  function tagger(aes, iv) {
    const hashKey = aes.encipher(new Uint8Array(16));
    const counter = firstCounter(hashKey, iv);
    const mask = aes.encipher(counter);
    return (signed, ciphertext) => {
      const hash = new Ghash(hashKey).all(signed).all(ciphertext);
      return xor(hash.all(lengths(signed.length, ciphertext.length)).digest(), mask);
    };
  }

  // Returns {mode, bits, block, ivBytes} of a name like "aes-256-cbc", or undefined.
  function describe(name) {
    const plain = String(name).toLowerCase().replace(/^aes(128|192|256)$/, "aes-$1-cbc").replace(/^id-aes(\d+)-/, "aes-$1-");
    const match = /^aes-(128|192|256)-(ecb|cbc|ctr|cfb|gcm)$/.exec(plain);
    if (match === null) return undefined;
    const mode = match[2];
    return { name: plain, mode, keyBytes: match[1] / 8, ivBytes: mode === "ecb" ? 0 : mode === "gcm" ? 12 : 16 };
  }

  // A cipher or decipher that takes bytes piece by piece.
  class Cipher {
    constructor({ mode }, key, iv, isBack) {
      const aes = new Aes(key);
      this.isBack = isBack;
      this.isPadded = true;
      this.held = new Uint8Array(0);
      this.block = BLOCK_MODES[mode]?.(aes, iv, isBack);
      if (this.block !== undefined) return;
      let start = iv;
      if (mode === "gcm") {
        this.tag = tagger(aes, iv);
        start = firstCounter(aes.encipher(new Uint8Array(16)), iv);
        increment(start, 12);
        this.ciphertext = [];
      }
      this.byte = STREAM_MODES[mode](aes, start, isBack);
    }

    update(bytes) {
      if (this.block === undefined) return this.stream(bytes);
      const input = stage.parts.hash.joined([this.held, bytes]);
      // The last block of a ciphertext may be padding, and has to wait for the end.
      const whole = input.length - (this.isBack && this.isPadded ? (input.length % 16 || Math.min(16, input.length)) : input.length % 16);
      const out = new Uint8Array(whole);
      for (let at = 0; at < whole; at += 16) out.set(this.block(input.subarray(at, at + 16)), at);
      this.held = input.slice(whole);
      return out;
    }

    stream(bytes) {
      const out = bytes.map(this.byte);
      if (this.tag !== undefined) this.ciphertext.push(this.isBack ? bytes.slice() : out);
      return out;
    }

    // Returns the last bytes, or undefined if what was given does not end in a valid padding.
    final() {
      if (this.block === undefined) return new Uint8Array(0);
      if (!this.isPadded) return this.held.length === 0 ? new Uint8Array(0) : undefined;
      if (!this.isBack) {
        const missing = 16 - this.held.length;
        const last = new Uint8Array(16).fill(missing);
        last.set(this.held);
        return this.block(last);
      }
      if (this.held.length !== 16) return undefined;
      const last = this.block(this.held);
      const count = last[15];
      if (count < 1 || count > 16 || last.subarray(16 - count).some((byte) => byte !== count)) return undefined;
      return last.slice(0, 16 - count);
    }

    authTag(signed) {
      return this.tag(signed, stage.parts.hash.joined(this.ciphertext));
    }
  }

  stage.parts.aes = { Cipher, describe };
})
