(function (stage) {
  "use strict";
  // SHA-1, SHA-256, SHA-384 and SHA-512 of bytes. The constants are made as the standard defines them: from the
  // roots of the first primes.
  //
  // Source: FIPS 180-4.

  const primes = [];
  for (let number = 2; primes.length < 80; number++) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }

  // The first 64 bits after the point of a root, as [high, low]; `degree` is 2 or 3.
  function rootBits(prime, degree) {
    const n = BigInt(degree);
    const target = BigInt(prime) << (64n * n);
    let root = 1n << 70n;
    for (;;) {
      const next = ((n - 1n) * root + target / root ** (n - 1n)) / n;
      if (next >= root) break;
      root = next;
    }
    const bits = root & 0xffffffffffffffffn;
    return [Number(bits >> 32n) | 0, Number(bits & 0xffffffffn) | 0];
  }

  const CUBES = primes.map((prime) => rootBits(prime, 3));
  const SQUARES = primes.slice(0, 16).map((prime) => rootBits(prime, 2));
  const K_HIGH = Int32Array.from(CUBES, (pair) => pair[0]);
  const K_LOW = Int32Array.from(CUBES, (pair) => pair[1]);

  // The message with its end mark and its length in bits, in blocks.
  function padded(bytes, block) {
    const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
    const all = new Uint8Array(length);
    all.set(bytes);
    all[bytes.length] = 0x80;
    const view = new DataView(all.buffer);
    view.setUint32(length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(length - 4, (bytes.length << 3) >>> 0);
    return view;
  }

  function output(words, length) {
    const view = new DataView(new ArrayBuffer(4 * words.length));
    words.forEach((word, at) => view.setInt32(4 * at, word));
    return new Uint8Array(view.buffer).slice(0, length);
  }

  function sha1(bytes) {
    const view = padded(bytes, 64);
    const w = new Int32Array(80);
    let [h0, h1, h2, h3, h4] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
      for (let t = 16; t < 80; t++) {
        const x = w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16];
        w[t] = (x << 1) | (x >>> 31);
      }
      let [a, b, c, d, e] = [h0, h1, h2, h3, h4];
      for (let t = 0; t < 80; t++) {
        let f;
        if (t < 20) f = ((b & c) | (~b & d)) + 0x5a827999;
        else if (t < 40) f = (b ^ c ^ d) + 0x6ed9eba1;
        else if (t < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
        else f = (b ^ c ^ d) + 0xca62c1d6;
        const next = (((a << 5) | (a >>> 27)) + f + e + w[t]) | 0;
        e = d;
        d = c;
        c = (b << 30) | (b >>> 2);
        b = a;
        a = next;
      }
      h0 = (h0 + a) | 0;
      h1 = (h1 + b) | 0;
      h2 = (h2 + c) | 0;
      h3 = (h3 + d) | 0;
      h4 = (h4 + e) | 0;
    }
    return output([h0, h1, h2, h3, h4], 20);
  }

  function sha256(bytes) {
    const view = padded(bytes, 64);
    const h = Int32Array.from(SQUARES.slice(0, 8), (pair) => pair[0]);
    const w = new Int32Array(64);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let at = 0; at < view.byteLength; at += 64) {
      for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
      for (let t = 16; t < 64; t++) {
        const s0 = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3);
        const s1 = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10);
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
      }
      let [a, b, c, d, e, f, g, i] = h;
      for (let t = 0; t < 64; t++) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const t1 = (i + s1 + ((e & f) ^ (~e & g)) + K_HIGH[t] + w[t]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        i = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
      }
      [a, b, c, d, e, f, g, i].forEach((word, n) => (h[n] += word));
    }
    return output([...h], 32);
  }

  // 64-bit words as two halves: big integers would be a hundred times slower.
  function sha512(bytes, initial, length) {
    const view = padded(bytes, 128);
    const h = Int32Array.from(initial.flat());
    const w = new Int32Array(160);
    const v = new Int32Array(16);
    const add = (low, high) => high + Math.floor(low / 0x100000000); // what is carried
    for (let at = 0; at < view.byteLength; at += 128) {
      for (let t = 0; t < 32; t++) w[t] = view.getInt32(at + 4 * t);
      for (let t = 32; t < 160; t += 2) schedule(w, t, add);
      v.set(h);
      for (let t = 0; t < 80; t++) round(v, w, t, add);
      for (let n = 0; n < 16; n += 2) {
        const low = (h[n + 1] >>> 0) + (v[n + 1] >>> 0);
        h[n] = add(low, h[n] + v[n]);
        h[n + 1] = low;
      }
    }
    return output([...h], length);
  }

  function schedule(w, t, add) {
    const ah = w[t - 30], al = w[t - 29], bh = w[t - 4], bl = w[t - 3];
    const s0h = ((ah >>> 1) | (al << 31)) ^ ((ah >>> 8) | (al << 24)) ^ (ah >>> 7);
    const s0l = ((al >>> 1) | (ah << 31)) ^ ((al >>> 8) | (ah << 24)) ^ ((al >>> 7) | (ah << 25));
    const s1h = ((bh >>> 19) | (bl << 13)) ^ ((bl >>> 29) | (bh << 3)) ^ (bh >>> 6);
    const s1l = ((bl >>> 19) | (bh << 13)) ^ ((bh >>> 29) | (bl << 3)) ^ ((bl >>> 6) | (bh << 26));
    const low = (w[t - 31] >>> 0) + (s0l >>> 0) + (w[t - 13] >>> 0) + (s1l >>> 0);
    w[t] = add(low, w[t - 32] + s0h + w[t - 14] + s1h);
    w[t + 1] = low;
  }

  function round(v, w, t, add) {
    const ah = v[0], al = v[1], bh = v[2], bl = v[3], ch = v[4], cl = v[5], eh = v[8], el = v[9];
    const fh = v[10], fl = v[11], gh = v[12], gl = v[13], hh = v[14], hl = v[15];
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const chl = (el & fl) ^ (~el & gl);
    const low1 = (hl >>> 0) + (s1l >>> 0) + (chl >>> 0) + (K_LOW[t] >>> 0) + (w[2 * t + 1] >>> 0);
    const t1h = add(low1, hh + s1h + ((eh & fh) ^ (~eh & gh)) + K_HIGH[t] + w[2 * t]) | 0;
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const low2 = (s0l >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
    const t2h = add(low2, s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch))) | 0;
    v.copyWithin(2, 0, 14);
    const e = (v[9] >>> 0) + (low1 % 0x100000000);
    v[8] = add(e, v[8] + t1h);
    v[9] = e;
    const a = (low1 % 0x100000000) + (low2 % 0x100000000);
    v[0] = add(a, t1h + t2h);
    v[1] = a;
  }

  stage.parts.digests = {
    sha1, sha256,
    sha384: (bytes) => sha512(bytes, SQUARES.slice(8), 48),
    sha512: (bytes) => sha512(bytes, SQUARES.slice(0, 8), 64),
  };
})
