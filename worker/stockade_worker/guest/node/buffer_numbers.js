(function (stage) {
  "use strict";
  // Numbers in a Buffer: readUInt32LE and its like, from a table of what there is.
  //
  // Source: Node.js documentation, "Buffer".

  const { coded, number, outOfRange } = stage.parts.errors;
  const { prototype, viewed } = stage.parts.buffer;

  // name: [what DataView calls it, bytes, lowest, highest]; each in both orders, and with "Uint" for "UInt".
  const KINDS = {
    UInt8: ["Uint8", 1, 0, 255],
    UInt16: ["Uint16", 2, 0, 65535],
    UInt32: ["Uint32", 4, 0, 4294967295],
    Int8: ["Int8", 1, -128, 127],
    Int16: ["Int16", 2, -32768, 32767],
    Int32: ["Int32", 4, -2147483648, 2147483647],
    BigInt64: ["BigInt64", 8, -(2n ** 63n), 2n ** 63n - 1n],
    BigUInt64: ["BigUint64", 8, 0n, 2n ** 64n - 1n],
    Float: ["Float32", 4, -Infinity, Infinity],
    Double: ["Float64", 8, -Infinity, Infinity],
  };

  // Returns a DataView of the bytes, when `size` of them are there at `offset`.
  function at(self, offset, size) {
    const bytes = viewed(self);
    number(offset, "offset");
    const most = bytes.length - size;
    if (most < 0) throw coded("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
    if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
    if (offset < 0 || offset > most) throw outOfRange("offset", `>= 0 and <= ${most}`, offset);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  function inRange(value, lowest, highest) {
    const given = typeof lowest === "bigint" ? value : Number(value);
    if (typeof lowest === "bigint" && typeof value !== "bigint") throw stage.parts.errors.invalidType("value", ["bigint"], value);
    if (given < lowest || given > highest) throw outOfRange("value", `>= ${lowest} and <= ${highest}`, value);
    return given;
  }

  const table = {};
  for (const [name, [kind, size, lowest, highest]] of Object.entries(KINDS)) {
    for (const order of size === 1 ? [""] : ["LE", "BE"]) {
      const read = (self, offset = 0) => at(self, offset, size)[`get${kind}`](offset, order === "LE");
      const write = (self, value, offset = 0) => {
        const given = inRange(value, lowest, highest);
        at(self, offset, size)[`set${kind}`](offset, given, order === "LE");
        return offset + size;
      };
      for (const spelling of new Set([name, name.replace("UInt", "Uint")])) {
        table[`read${spelling}${order}`] = read;
        table[`write${spelling}${order}`] = write;
      }
    }
  }

  // ---- those of one to six bytes

  function checkedSize(size) {
    number(size, "byteLength");
    if (!(size >= 1 && size <= 6)) throw outOfRange("byteLength", ">= 1 and <= 6", size);
    return size;
  }

  function readMany(self, offset, size, isLittle, isSigned) {
    const view = at(self, offset, checkedSize(size));
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + view.getUint8(offset + (isLittle ? size - 1 - i : i));
    return isSigned && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
  }

  function writeMany(self, value, offset, size, isLittle) {
    const view = at(self, offset, checkedSize(size));
    let left = Number(value);
    for (let i = 0; i < size; i++) {
      view.setUint8(offset + (isLittle ? i : size - 1 - i), ((left % 256) + 256) % 256);
      left = Math.floor(left / 256);
    }
    return offset + size;
  }

  for (const order of ["LE", "BE"]) {
    const isLittle = order === "LE";
    for (const kind of ["UInt", "Uint", "Int"]) {
      table[`read${kind}${order}`] = (self, offset, size) => readMany(self, offset, size, isLittle, kind === "Int");
      table[`write${kind}${order}`] = (self, value, offset, size) => writeMany(self, value, offset, size, isLittle);
    }
  }

  stage.parts.methods(prototype, "Buffer.prototype", table);
})
