(function (stage) {
  "use strict";
  // DEFLATE, and the wrappers gzip and zlib. Unpacking is real, for samples unpack their payloads with
  // it; packing makes stored blocks, which everything that unpacks takes.
  //
  // Sources: RFC 1950 (zlib), RFC 1951 (DEFLATE), RFC 1952 (gzip).

  const MAX_OUTPUT = 64 << 20; // bytes: a bomb of more ends as one for node's own bound would
  const STORED = 65535; // bytes of a stored block
  const LENGTHS = bases([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5], 3);
  const DISTANCES = bases(Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1)), 1);
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  function bases(extra, first) {
    let base = first;
    return extra.map((bits) => {
      const entry = { base, bits };
      base += 1 << bits;
      return entry;
    });
  }
  LENGTHS.push({ base: 258, bits: 0 });

  // What is wrong with the data; `code` is zlib's.
  class DataError extends Error {
    constructor(message, code = "Z_DATA_ERROR") {
      super(message);
      this.code = code;
    }
  }

  // ---- bits, the lowest first

  class Bits {
    constructor(bytes, at) {
      this.bytes = bytes;
      this.at = at;
      this.held = 0;
      this.count = 0;
    }

    take(wanted) {
      while (this.count < wanted) {
        if (this.at >= this.bytes.length) throw new DataError("unexpected end of file", "Z_BUF_ERROR");
        this.held |= this.bytes[this.at++] << this.count;
        this.count += 8;
      }
      const value = this.held & ((1 << wanted) - 1);
      this.held >>>= wanted;
      this.count -= wanted;
      return value;
    }

    align() {
      this.at -= this.count >> 3;
      this.held = this.count = 0;
    }

    // Returns the next symbol of a canonical code: one bit at a time, longest codes last.
    symbol({ counts, symbols }) {
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length < 16; length++) {
        code |= this.take(1);
        const count = counts[length];
        if (code - count < first) return symbols[index + (code - first)];
        index += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      throw new DataError("invalid code lengths set");
    }
  }

  function canonical(lengths) {
    const counts = new Uint16Array(16);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    const starts = new Uint16Array(17);
    for (let i = 1; i < 16; i++) starts[i + 1] = starts[i] + counts[i];
    const symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      if (length > 0) symbols[starts[length]++] = symbol;
    });
    return { counts, symbols };
  }

  const FIXED = {
    literals: canonical(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    distances: canonical(Array(30).fill(5)),
  };

  function dynamicCodes(bits) {
    const literals = bits.take(5) + 257;
    const distances = bits.take(5) + 1;
    const sizes = Array(19).fill(0);
    for (let i = bits.take(4) + 4, k = 0; k < i; k++) sizes[ORDER[k]] = bits.take(3);
    const code = canonical(sizes);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = bits.symbol(code);
      if (symbol < 16) lengths.push(symbol);
      else repeat(bits, symbol, lengths);
    }
    return { literals: canonical(lengths.slice(0, literals)), distances: canonical(lengths.slice(literals, literals + distances)) };
  }

  function repeat(bits, symbol, lengths) {
    if (symbol === 16 && lengths.length === 0) throw new DataError("invalid bit length repeat");
    const value = symbol === 16 ? lengths.at(-1) : 0;
    const count = symbol === 16 ? bits.take(2) + 3 : symbol === 17 ? bits.take(3) + 3 : bits.take(7) + 11;
    for (let i = 0; i < count; i++) lengths.push(value);
  }

  // ---- what comes out

  class Output {
    constructor(limit) {
      this.bytes = new Uint8Array(1024);
      this.length = 0;
      this.limit = limit;
    }

    room(more) {
      const needed = this.length + more;
      if (needed > this.limit) throw new DataError("output too large", "ERR_BUFFER_TOO_LARGE");
      if (needed <= this.bytes.length) return;
      const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }

    push(byte) {
      if (this.length === this.bytes.length) this.room(1);
      this.bytes[this.length++] = byte;
    }

    append(bytes) {
      this.room(bytes.length);
      this.bytes.set(bytes, this.length);
      this.length += bytes.length;
    }

    repeat(distance, count) {
      if (distance > this.length) throw new DataError("invalid distance too far back");
      this.room(count);
      for (let i = 0; i < count; i++, this.length++) this.bytes[this.length] = this.bytes[this.length - distance];
    }

    all() {
      return this.bytes.slice(0, this.length);
    }
  }

  function storedBlock(bits, output) {
    bits.align();
    const { bytes, at } = bits;
    if (at + 4 > bytes.length) throw new DataError("unexpected end of file", "Z_BUF_ERROR");
    const size = bytes[at] | (bytes[at + 1] << 8);
    if (size !== (~(bytes[at + 2] | (bytes[at + 3] << 8)) & 0xffff)) throw new DataError("invalid stored block lengths");
    if (at + 4 + size > bytes.length) throw new DataError("unexpected end of file", "Z_BUF_ERROR");
    output.append(bytes.subarray(at + 4, at + 4 + size));
    bits.at = at + 4 + size;
  }

  function codedBlock(bits, output, { literals, distances }) {
    for (;;) {
      const symbol = bits.symbol(literals);
      if (symbol < 256) output.push(symbol);
      else if (symbol === 256) return;
      else {
        const length = LENGTHS[symbol - 257];
        if (length === undefined) throw new DataError("invalid literal/length code");
        const count = length.base + bits.take(length.bits);
        const distance = DISTANCES[bits.symbol(distances)];
        if (distance === undefined) throw new DataError("invalid distance code");
        output.repeat(distance.base + bits.take(distance.bits), count);
      }
    }
  }

  // Unpacks raw data from `at`; returns the position behind it.
  function inflateRaw(bytes, at, output) {
    const bits = new Bits(bytes, at);
    for (let isLast = 0; !isLast; ) {
      isLast = bits.take(1);
      const kind = bits.take(2);
      if (kind === 0) storedBlock(bits, output);
      else if (kind === 1) codedBlock(bits, output, FIXED);
      else if (kind === 2) codedBlock(bits, output, dynamicCodes(bits));
      else throw new DataError("invalid block type");
    }
    bits.align();
    return bits.at;
  }

  // ---- wrappers

  function isGzip(bytes, at) {
    return bytes[at] === 0x1f && bytes[at + 1] === 0x8b;
  }

  // Returns the position behind the header of a gzip member.
  function gzipBody(bytes, at) {
    if (!isGzip(bytes, at)) throw new DataError("incorrect header check");
    if (bytes[at + 2] !== 8) throw new DataError("unknown compression method");
    const flags = bytes[at + 3];
    let next = at + 10;
    if (flags & 4) next += 2 + (bytes[next] | (bytes[next + 1] << 8));
    if (flags & 8) next = bytes.indexOf(0, next) + 1 || bytes.length;
    if (flags & 16) next = bytes.indexOf(0, next) + 1 || bytes.length;
    return flags & 2 ? next + 2 : next;
  }

  function gunzip(bytes, output) {
    let at = 0;
    do at = inflateRaw(bytes, gzipBody(bytes, at), output) + 8;
    while (isGzip(bytes, at)); // members follow one another
  }

  function zlibBody(bytes) {
    if (bytes.length < 2) throw new DataError("unexpected end of file", "Z_BUF_ERROR");
    if ((bytes[0] & 15) !== 8 || ((bytes[0] << 8) | bytes[1]) % 31 !== 0) throw new DataError("incorrect header check");
    return bytes[1] & 32 ? 6 : 2;
  }

  const UNPACK = {
    __proto__: null,
    gunzip,
    inflate: (bytes, output) => inflateRaw(bytes, zlibBody(bytes), output),
    inflateRaw: (bytes, output) => inflateRaw(bytes, 0, output),
    unzip: (bytes, output) => (isGzip(bytes, 0) ? gunzip(bytes, output) : UNPACK.inflate(bytes, output)),
  };

  // Returns unpacked bytes, or throws a DataError.
  function unpack(kind, bytes, limit = MAX_OUTPUT) {
    const output = new Output(Math.min(limit, MAX_OUTPUT));
    UNPACK[kind](bytes, output);
    return output.all();
  }

  // ---- packing

  function stored(bytes) {
    const pieces = [];
    for (let at = 0; at === 0 || at < bytes.length; at += STORED) {
      const piece = bytes.subarray(at, at + STORED);
      const isLast = at + STORED >= bytes.length ? 1 : 0;
      const { length } = piece;
      pieces.push(Uint8Array.of(isLast, length, length >> 8, ~length, ~length >> 8), piece);
    }
    return stage.parts.hash.joined(pieces);
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });

  function crc32(bytes, start = 0) {
    let value = ~start;
    for (let i = 0; i < bytes.length; i++) value = CRC[(value ^ bytes[i]) & 255] ^ (value >>> 8);
    return ~value >>> 0;
  }

  function adler32(bytes) {
    let a = 1;
    let b = 0;
    for (let i = 0; i < bytes.length; i++) {
      a = (a + bytes[i]) % 65521;
      b = (b + a) % 65521;
    }
    return ((b << 16) | a) >>> 0;
  }

  const little = (value) => Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);

  const PACK = {
    __proto__: null,
    deflateRaw: stored,
    deflate: (bytes) => stage.parts.hash.joined([Uint8Array.of(0x78, 0x9c), stored(bytes), little(adler32(bytes)).reverse()]),
    gzip: (bytes) => stage.parts.hash.joined([
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3), stored(bytes), little(crc32(bytes)), little(bytes.length),
    ]),
  };

  stage.parts.deflate = { DataError, crc32, pack: (kind, bytes) => PACK[kind](bytes), unpack };
})
