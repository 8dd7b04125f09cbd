(function (stage) {
  "use strict";
  // Buffer: bytes with the methods of node's, on a Uint8Array of the guest's.
  //
  // Source: Node.js documentation, "Buffer".

  const { encodings, errors } = stage.parts;
  const { put, received, coded, invalidType, outOfRange } = errors;
  const { Uint8Array: GuestBytes } = stage.builtins;
  const MAX_LENGTH = 2 ** 53 - 1;
  const MAX_STRING = 2 ** 29 - 24;
  const WORDS = "The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.";

  // ---- making them

  const prototype = Object.create(GuestBytes.prototype);

  // Returns a guest's Buffer with bytes of ours, which are copied.
  function make(bytes) {
    return Object.setPrototypeOf(stage.bytes(bytes), prototype);
  }

  // Returns a Buffer that shows a part of what the guest's own buffer holds.
  function view(buffer, offset, length) {
    return Object.setPrototypeOf(stage.construct(GuestBytes, buffer, offset, length), prototype);
  }

  const isBuffer = (value) => stage.isObject(value) && ArrayBuffer.isView(value) && isBelow(value);
  const isBelow = (value) => {
    for (let at = stage.prototypeOf(value), i = 0; at !== null && i < 100; at = stage.prototypeOf(at), i++) {
      if (at === prototype) return true;
    }
    return false;
  };

  function sized(size, name = "size") {
    if (typeof size !== "number") throw invalidType(name, ["number"], size);
    if (!(size >= 0 && size <= MAX_LENGTH)) throw outOfRange(name, `>= 0 && <= ${MAX_LENGTH}`, size);
    return Math.floor(size);
  }

  function fromBuffer(buffer, offset, length) {
    const whole = stage.readBytes(buffer).length;
    const start = Math.trunc(Number(offset)) || 0;
    if (start < 0 || start > whole) throw coded("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", '"offset" is outside of buffer bounds');
    const count = length === undefined ? whole - start : Math.max(0, Math.trunc(Number(length)) || 0);
    if (start + count > whole) throw coded("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", '"length" is outside of buffer bounds');
    return view(buffer, start, count);
  }

  function fromList(list) {
    const length = Math.min(Number(list.length) || 0, 2 ** 31);
    const bytes = new Uint8Array(length > 0 ? length : 0);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number(list[i]);
    return make(bytes);
  }

  function fromObject(value, encoding, length) {
    const bytes = stage.readBytes(value);
    if (bytes !== undefined) return ArrayBuffer.isView(value) ? fromView(value, bytes) : fromBuffer(value, encoding, length);
    const plain = stage.isFunction(value.valueOf) ? stage.call(value.valueOf, value) : value;
    if (plain !== value && plain !== null && plain !== undefined) return from(plain, encoding, length);
    if (value.length !== undefined) return fromList(value);
    if (value.type === "Buffer" && Array.isArray(value.data)) return fromList(value.data);
    const convert = value[Symbol.toPrimitive];
    return stage.isFunction(convert) ? from(stage.call(convert, value, "string"), encoding, length) : undefined;
  }

  // Elements, not bytes, of an array of wider numbers.
  function fromView(value, bytes) {
    return value.BYTES_PER_ELEMENT > 1 ? fromList(value) : make(bytes);
  }

  function from(value, encoding, length) {
    if (typeof value === "string") return make(encodings.encode(value, encoding));
    const made = stage.isObject(value) ? fromObject(value, encoding, length) : undefined;
    if (made !== undefined) return made;
    throw coded("TypeError", "ERR_INVALID_ARG_TYPE", `${WORDS} ${received(value)}`);
  }

  function legacy(value, encoding, length) {
    if (typeof value !== "number") return from(value, encoding, length);
    if (typeof encoding === "string") throw invalidType("string", ["string"], value);
    return make(new Uint8Array(sized(value)));
  }

  function alloc(size, fill, encoding) {
    const made = make(new Uint8Array(sized(size)));
    if (fill !== undefined && fill !== 0 && size > 0) fillBytes(made, fill, 0, size, encoding);
    return made;
  }

  function concat(list, length) {
    if (!Array.isArray(list)) throw invalidType("list", ["Array"], list);
    const pieces = Array.from(list, (piece, i) => viewed(piece, `list[${i}]`));
    const whole = stage.parts.hash.joined(pieces);
    if (length === undefined) return make(whole);
    const bytes = new Uint8Array(sized(length, "length"));
    bytes.set(whole.subarray(0, bytes.length));
    return make(bytes);
  }

  // ---- looking at them

  // Returns the bytes of a Buffer or Uint8Array of the guest's, not a copy.
  function viewed(value, name = "buffer") {
    const bytes = ArrayBuffer.isView(value) ? stage.readBytes(value) : undefined;
    if (bytes === undefined) throw invalidType(name, ["Buffer", "Uint8Array"], value);
    return bytes;
  }

  function order(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  }

  function clamp(value, otherwise, most) {
    const number = value === undefined ? otherwise : Math.trunc(Number(value)) || 0;
    return Math.max(0, Math.min(number, most));
  }

  // As slice takes them: from the end if negative.
  function relative(value, otherwise, length) {
    const number = value === undefined ? otherwise : Math.trunc(Number(value)) || 0;
    return number < 0 ? Math.max(0, number + length) : Math.min(number, length);
  }

  function toText(self, encoding, start, end) {
    const bytes = viewed(self);
    const from = clamp(start, 0, bytes.length);
    const to = clamp(end, bytes.length, bytes.length);
    return to <= from ? "" : encodings.decode(bytes.subarray(from, to), encoding);
  }

  // Returns what is to be looked for or filled in, as bytes.
  function needle(value, encoding) {
    if (typeof value === "number" || typeof value === "boolean") return Uint8Array.of(Number(value));
    const bytes = encodings.bytesOf(value, encoding);
    if (bytes === undefined) throw invalidType("value", ["number", "string", "Buffer", "Uint8Array"], value);
    return bytes;
  }

  function matches(bytes, wanted, at) {
    for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
    return true;
  }

  function find(self, value, offset, encoding, isLast) {
    const bytes = viewed(self);
    if (typeof offset === "string") return find(self, value, undefined, offset, isLast);
    const wanted = needle(value, encoding);
    const end = bytes.length - wanted.length;
    if (isLast) {
      for (let at = Math.min(relative(offset, bytes.length, bytes.length), end); at >= 0; at--) if (matches(bytes, wanted, at)) return at;
      return -1;
    }
    for (let at = bytes.indexOf(wanted[0] ?? 0, relative(offset, 0, bytes.length)); at >= 0 && at <= end; at = bytes.indexOf(wanted[0], at + 1)) {
      if (matches(bytes, wanted, at)) return at;
    }
    return -1;
  }

  // ---- changing them

  function fillBytes(self, value, start, end, encoding) {
    const bytes = viewed(self);
    if (typeof start === "string") return fillBytes(self, value, undefined, undefined, start);
    if (typeof end === "string") return fillBytes(self, value, start, undefined, end);
    const given = typeof value === "string" && value.length === 0 ? Uint8Array.of(0) : needle(value, encoding);
    if (given.length === 0) throw errors.invalidValue("value", value);
    const from = clamp(start, 0, bytes.length);
    const to = clamp(end, bytes.length, bytes.length);
    for (let i = from; i < to; i++) bytes[i] = given[(i - from) % given.length];
    return self;
  }

  function write(self, text, offset, length, encoding) {
    errors.text(text, "argument");
    const bytes = viewed(self);
    if (typeof offset === "string") return write(self, text, 0, undefined, offset);
    if (typeof length === "string") return write(self, text, offset, undefined, length);
    const start = clamp(offset, 0, bytes.length);
    const room = clamp(length, bytes.length - start, bytes.length - start);
    const given = encodings.encode(text, encoding).subarray(0, room);
    bytes.set(given, start);
    return given.length;
  }

  function copy(self, target, targetStart, start, end) {
    const bytes = viewed(self, "source");
    const to = viewed(target, "target");
    const at = clamp(targetStart, 0, to.length);
    const given = bytes.subarray(clamp(start, 0, bytes.length), clamp(end, bytes.length, bytes.length)).subarray(0, to.length - at);
    to.set(given, at);
    return given.length;
  }

  function part(self, start, end) {
    const bytes = viewed(self);
    const from = relative(start, 0, bytes.length);
    const to = relative(end, bytes.length, bytes.length);
    return view(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from));
  }

  function swap(size) {
    return (self) => {
      const bytes = viewed(self);
      if (bytes.length % size !== 0) {
        throw coded("RangeError", "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${size * 8}-bits`);
      }
      for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
      return self;
    };
  }

  // ---- the class

  const handle = stage.interface({
    name: "Buffer",
    prototype,
    tag: "",
    create: (_state, ...values) => legacy(...values),
    callable: (...values) => legacy(...values),
    statics: {
      from,
      alloc,
      allocUnsafe: (size) => alloc(size),
      allocUnsafeSlow: (size) => alloc(size),
      isBuffer,
      isEncoding: (name) => typeof name === "string" && name !== "" && encodings.normalise(name) !== undefined,
      byteLength(value, encoding) {
        const bytes = typeof value === "string" ? encodings.encode(value, encodings.normalise(encoding)) : stage.readBytes(value);
        if (bytes === undefined) throw invalidType("string", ["string", "Buffer", "ArrayBuffer"], value);
        return bytes.length;
      },
      compare: (one, other) => order(viewed(one, "buf1"), viewed(other, "buf2")),
      concat,
      copyBytesFrom: (value, offset, length) => make(viewed(value, "view").subarray(offset, offset + length)),
      of: (...values) => fromList(values),
    },
  });
  Object.setPrototypeOf(handle.constructor, GuestBytes);
  put(handle.constructor, { poolSize: 8192 });

  stage.parts.methods(prototype, "Buffer.prototype", {
    toString: toText,
    toLocaleString: toText,
    toJSON: (self) => ({ type: "Buffer", data: Array.from(viewed(self)) }),
    equals: (self, other) => order(viewed(self), viewed(other, "otherBuffer")) === 0,
    compare(self, target, targetStart, targetEnd, start, end) {
      return order(viewed(self).subarray(start, end), viewed(target, "target").subarray(targetStart, targetEnd));
    },
    copy,
    slice: part,
    subarray: part,
    fill: fillBytes,
    write,
    indexOf: (self, value, offset, encoding) => find(self, value, offset, encoding, false),
    lastIndexOf: (self, value, offset, encoding) => find(self, value, offset, encoding, true),
    includes: (self, value, offset, encoding) => find(self, value, offset, encoding, false) >= 0,
    swap16: swap(2),
    swap32: swap(4),
    swap64: swap(8),
  });

  for (const encoding of ["utf8", "latin1", "ascii", "hex", "base64", "base64url", "ucs2"]) {
    stage.parts.methods(prototype, "Buffer.prototype", {
      [`${encoding}Slice`]: (self, start, end) => toText(self, encoding, start, end),
      [`${encoding}Write`]: (self, text, offset, length) => write(self, text, offset, length, encoding),
    });
  }
  stage.accessor(prototype, "parent", "Buffer.prototype.parent", (self) => viewed(self).buffer);
  stage.accessor(prototype, "offset", "Buffer.prototype.offset", (self) => viewed(self).byteOffset);

  stage.parts.buffer = { from, isBuffer, make, prototype, viewed };

  stage.parts.define("buffer", () => {
    const constants = { MAX_LENGTH, MAX_STRING_LENGTH: MAX_STRING };
    return stage.namespace({
      name: "buffer",
      values: {
        Buffer: handle.constructor, SlowBuffer: handle.constructor, Blob: stage.guest.Blob, File: stage.guest.File,
        kMaxLength: MAX_LENGTH, kStringMaxLength: MAX_STRING, constants, INSPECT_MAX_BYTES: 50,
        atob: stage.guest.atob, btoa: stage.guest.btoa,
      },
      methods: {
        isUtf8: (input) => !encodings.decode(stage.readBytes(input), "utf8").includes("\ufffd"),
        isAscii: (input) => stage.readBytes(input).every((byte) => byte < 128),
        transcode: (source, before, after) => make(encodings.encode(encodings.decode(viewed(source, "source"), before), after)),
      },
    });
  });
})
