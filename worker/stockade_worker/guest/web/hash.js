(function (stage) {
  "use strict";
  // Digests, message authentication codes and key derivation. They are real: samples decrypt with them.
  //
  // Sources: RFC 1321 (MD5), FIPS 180-4 (SHA), RFC 2104 (HMAC), RFC 8018 (PBKDF2), RFC 5869 (HKDF).

  // Returns the first bits of the fractional parts of roots of primes, in which the constants are defined.
  function primes(count) {
    const found = [];
    for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
    return found;
  }

  // The integer part of the root of value: by Newton's method, on integers.
  function root(value, power) {
    let guess = 1n << (BigInt(value.toString(2).length) / power + 1n);
    for (;;) {
      const next = ((power - 1n) * guess + value / guess ** (power - 1n)) / power;
      if (next >= guess) return guess;
      guess = next;
    }
  }

  const fraction = (prime, power) => BigInt.asUintN(64, root(BigInt(prime) << (64n * power), power));
  const words32 = (values) => Int32Array.from(values, (value) => Number(value >> 32n) | 0);
  const halves = (values) => Int32Array.from(values.flatMap((v) => [Number(v >> 32n) | 0, Number(v & 0xffffffffn) | 0]));

  const PRIMES = primes(80);
  const CUBES = PRIMES.map((prime) => fraction(prime, 3n));
  const SQUARES = PRIMES.slice(0, 16).map((prime) => fraction(prime, 2n));
  const K256 = words32(CUBES.slice(0, 64));
  const K512 = halves(CUBES);
  const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
  const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  const FIRST5 = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

  const rotl = (x, n) => (x << n) | (x >>> (32 - n));

  // ---- one block each: state is changed, w is room to work in

  function md5Block(state, w) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      let f, g;
      if (i < 16) { f = (b & c) | (~b & d); g = i; }
      else if (i < 32) { f = (d & b) | (~d & c); g = (5 * i + 1) & 15; }
      else if (i < 48) { f = b ^ c ^ d; g = (3 * i + 5) & 15; }
      else { f = c ^ (b | ~d); g = (7 * i) & 15; }
      const turned = rotl((a + f + SINES[i] + w[g]) | 0, SHIFTS[((i >> 4) << 2) | (i & 3)]);
      a = d; d = c; c = b; b = (b + turned) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  }

  function sha1Block(state, w) {
    for (let i = 16; i < 80; i++) w[i] = rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    let [a, b, c, d, e] = state;
    for (let i = 0; i < 80; i++) {
      let f;
      if (i < 20) f = ((b & c) | (~b & d)) + 0x5a827999;
      else if (i < 40) f = (b ^ c ^ d) + 0x6ed9eba1;
      else if (i < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
      else f = (b ^ c ^ d) + 0xca62c1d6;
      const next = (rotl(a, 5) + f + e + w[i]) | 0;
      e = d; d = c; c = rotl(b, 30); b = a; a = next;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e;
  }

  // Rotations are written out where they are many: a call of a function costs more than they do.
  function sha256Block(state, w) {
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K256[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  // 64-bit words are pairs of 32-bit ones, the high one first: w[2 * i], w[2 * i + 1]. What a sum of low words
  // carries over is the whole part of its quotient by WORD.
  const WORD = 4294967296;

  function schedule512(w) {
    for (let i = 32; i < 160; i += 2) {
      const xh = w[i - 30], xl = w[i - 29], yh = w[i - 4], yl = w[i - 3];
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (w[i - 31] >>> 0) + (s0l >>> 0) + (w[i - 13] >>> 0) + (s1l >>> 0);
      w[i + 1] = low;
      w[i] = w[i - 32] + s0h + w[i - 14] + s1h + ((low / WORD) | 0);
    }
  }

  function sha512Block(state, w) {
    schedule512(w);
    let [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl] = state;
    for (let i = 0; i < 160; i += 2) {
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const low1 = (hl >>> 0) + (s1l >>> 0) + (((el & fl) ^ (~el & gl)) >>> 0) + (K512[i + 1] >>> 0) + (w[i + 1] >>> 0);
      const high1 = (hh + s1h + ((eh & fh) ^ (~eh & gh)) + K512[i] + w[i] + ((low1 / WORD) | 0)) | 0;
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const low2 = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
      const high2 = (s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + ((low2 / WORD) | 0)) | 0;
      const low3 = (dl >>> 0) + (low1 >>> 0);
      const low4 = (low1 >>> 0) + (low2 >>> 0);
      hh = gh; hl = gl; gh = fh; gl = fl; fh = eh; fl = el;
      eh = (dh + high1 + ((low3 / WORD) | 0)) | 0;
      el = low3 | 0;
      dh = ch; dl = cl; ch = bh; cl = bl; bh = ah; bl = al;
      ah = (high1 + high2 + ((low4 / WORD) | 0)) | 0;
      al = low4 | 0;
    }
    add512(state, [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl]);
  }

  function add512(state, words) {
    for (let i = 0; i < 16; i += 2) {
      const low = (state[i + 1] >>> 0) + (words[i + 1] >>> 0);
      state[i + 1] = low;
      state[i] = state[i] + words[i] + ((low / WORD) | 0);
    }
  }

  // name: [block, bytes in a block, first state, bytes of the digest, words are little-endian]
  const first512 = (from) => halves(PRIMES.slice(from, from + 8).map((prime) => fraction(prime, 2n)));
  const FIRST384 = first512(8);
  const KINDS = {
    __proto__: null,
    md5: { block: md5Block, size: 64, first: FIRST5.slice(0, 4), length: 16, little: true },
    sha1: { block: sha1Block, size: 64, first: FIRST5, length: 20 },
    sha224: { block: sha256Block, size: 64, first: Int32Array.from({ length: 8 }, (_, i) => FIRST384[2 * i + 1]), length: 28 },
    sha256: { block: sha256Block, size: 64, first: words32(SQUARES.slice(0, 8)), length: 32 },
    sha384: { block: sha512Block, size: 128, first: FIRST384, length: 48 },
    sha512: { block: sha512Block, size: 128, first: first512(0), length: 64 },
  };

  // Returns an algorithm's name as it stands in KINDS, or undefined.
  function known(name) {
    const plain = String(name).toLowerCase().replace(/^rsa-/, "").replace("-", "");
    return plain in KINDS ? plain : undefined;
  }

  // A digest that takes bytes piece by piece.
  class Digest {
    constructor(name) {
      this.kind = KINDS[name];
      this.state = this.kind.first.slice();
      this.words = new Int32Array(160);
      this.rest = new Uint8Array(this.kind.size);
      this.view = new DataView(this.rest.buffer);
      this.held = 0;
      this.total = 0;
    }

    update(bytes) {
      this.total += bytes.length;
      for (let at = 0; at < bytes.length; ) {
        const piece = bytes.subarray(at, at + this.rest.length - this.held);
        this.rest.set(piece, this.held);
        this.held += piece.length;
        at += piece.length;
        if (this.held === this.rest.length) this.flush();
      }
      return this;
    }

    flush() {
      const { block, little, size } = this.kind;
      for (let i = 0; i < size / 4; i++) this.words[i] = this.view.getInt32(4 * i, little);
      block(this.state, this.words);
      this.held = 0;
    }

    digest() {
      const { little, length, size } = this.kind;
      const bits = this.total * 8;
      const end = size === 128 ? 16 : 8;
      this.rest[this.held++] = 0x80;
      this.rest.fill(0, this.held);
      if (this.held > size - end) {
        this.flush();
        this.rest.fill(0);
      }
      const [low, high] = little ? [size - 8, size - 4] : [size - 4, size - 8];
      this.view.setUint32(low, bits, little);
      this.view.setUint32(high, Math.floor(bits / 4294967296), little);
      this.flush();
      const out = new DataView(new ArrayBuffer(this.state.length * 4));
      this.state.forEach((word, i) => out.setInt32(4 * i, word, little));
      return new Uint8Array(out.buffer).slice(0, length);
    }

    copy() {
      const made = Object.assign(Object.create(Digest.prototype), this);
      made.state = this.state.slice();
      made.words = new Int32Array(160);
      made.rest = this.rest.slice();
      made.view = new DataView(made.rest.buffer);
      return made;
    }
  }

  // The same with a key: the states after the two pads are kept, so that PBKDF2 need not make them again.
  class Mac {
    constructor(name, key) {
      const { size } = KINDS[name];
      const block = new Uint8Array(size);
      block.set(key.length > size ? new Digest(name).update(key).digest() : key);
      this.inner = new Digest(name).update(block.map((byte) => byte ^ 0x36));
      this.outer = new Digest(name).update(block.map((byte) => byte ^ 0x5c));
    }

    update(bytes) {
      this.inner.update(bytes);
      return this;
    }

    digest() {
      return this.outer.copy().update(this.inner.digest()).digest();
    }

    // Returns the code of one message, and is as new afterwards.
    of(bytes) {
      return this.outer.copy().update(this.inner.copy().update(bytes).digest()).digest();
    }
  }

  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  function pbkdf2(name, password, salt, rounds, length) {
    const mac = new Mac(name, password);
    const blocks = [];
    for (let i = 1; blocks.length * KINDS[name].length < length; i++) {
      let step = mac.of(joined([salt, Uint8Array.of(i >>> 24, i >>> 16, i >>> 8, i)]));
      const sum = step.slice();
      for (let round = 1; round < rounds; round++) {
        step = mac.of(step);
        for (let k = 0; k < sum.length; k++) sum[k] ^= step[k];
      }
      blocks.push(sum);
    }
    return joined(blocks).slice(0, length);
  }

  function hkdf(name, key, salt, info, length) {
    const mac = new Mac(name, new Mac(name, salt).update(key).digest());
    const made = [];
    for (let i = 1, last = new Uint8Array(0); made.length * KINDS[name].length < length; i++) {
      last = mac.of(joined([last, info, Uint8Array.of(i)]));
      made.push(last);
    }
    return joined(made).slice(0, length);
  }

  stage.parts.hash = { Digest, Mac, hkdf, joined, known, names: Object.keys(KINDS), pbkdf2, sizeOf: (name) => KINDS[name].length };
})
