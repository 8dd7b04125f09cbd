(function (stage) {
  "use strict";
  // Reads of a WebAssembly module what can be told of it without running it: imports, exports, types, the size of
  // its memory, and the data that it is filled with.
  //
  // Source: WebAssembly Core Specification, section 5.5.

  const MAX_ENTRIES = 10_000; // of one section
  const KINDS = ["function", "table", "memory", "global", "tag"];
  const TYPES = { 0x7f: "i32", 0x7e: "i64", 0x7d: "f32", 0x7c: "f64", 0x7b: "v128", 0x70: "funcref", 0x6f: "externref" };

  class Malformed extends Error {}

  class Reader {
    constructor(bytes, at = 0, end = bytes.length) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    byte() {
      if (this.at >= this.end) throw new Malformed(`expected 1 byte @+${this.at}`);
      return this.bytes[this.at++];
    }

    // An unsigned number (LEB128).
    number() {
      let value = 0;
      for (let shift = 0; shift < 35; shift += 7) {
        const byte = this.byte();
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return value;
      }
      throw new Malformed(`invalid LEB128 @+${this.at}`);
    }

    signed() {
      let value = 0;
      for (let shift = 0; shift < 70; shift += 7) {
        const byte = this.byte();
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return byte & 0x40 ? value - 2 ** (shift + 7) : value;
      }
      throw new Malformed(`invalid LEB128 @+${this.at}`);
    }

    take(length) {
      if (length > this.end - this.at) throw new Malformed(`expected ${length} bytes @+${this.at}`);
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }

    name() {
      return stage.text.utf8Decode(this.take(this.number()));
    }

    list(read) {
      const count = this.number();
      const items = [];
      for (let i = 0; i < count && i < MAX_ENTRIES; i++) items.push(read(this));
      return items;
    }

    limits() {
      const hasMaximum = this.byte() & 1;
      const initial = this.number();
      return { initial, maximum: hasMaximum ? this.number() : undefined };
    }
  }

  const readType = (reader) => {
    reader.byte();
    const parameters = reader.list((r) => TYPES[r.byte()] ?? "externref");
    return { parameters, results: reader.list((r) => TYPES[r.byte()] ?? "externref") };
  };

  function readImport(reader) {
    const module = reader.name();
    const name = reader.name();
    const kind = KINDS[reader.byte()];
    const made = { module, name, kind };
    if (kind === "function") made.type = reader.number();
    else if (kind === "table") [made.element, made.limits] = [reader.byte(), reader.limits()];
    else if (kind === "memory") made.limits = reader.limits();
    else if (kind === "global") [made.value, made.isMutable] = [reader.byte(), reader.byte()];
    else throw new Malformed(`invalid import kind @+${reader.at}`);
    return made;
  }

  const readExport = (reader) => ({ name: reader.name(), kind: KINDS[reader.byte()], index: reader.number() });

  // A segment that stands at a fixed place; others can't be placed without running code.
  function readData(reader) {
    const flag = reader.number();
    if (flag === 2) reader.number();
    let offset = -1;
    if (flag !== 1) {
      const op = reader.byte();
      if (op === 0x41) offset = reader.signed();
      else if (op === 0x23) reader.number();
      while (reader.byte() !== 0x0b);
    }
    return { offset, bytes: reader.take(reader.number()) };
  }

  const SECTIONS = {
    1: (module, reader) => (module.types = reader.list(readType)),
    2: (module, reader) => (module.imports = reader.list(readImport)),
    3: (module, reader) => (module.functions = reader.list((r) => r.number())),
    5: (module, reader) => (module.memories = reader.list((r) => r.limits())),
    7: (module, reader) => (module.exports = reader.list(readExport)),
    11: (module, reader) => (module.data = reader.list(readData)),
  };

  // Returns the module, or {error} with what an engine says of it.
  function parse(bytes) {
    if (bytes.length < 4) return { error: "BufferSource argument is empty" };
    const head = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
    if (head.slice(0, 4).join(" ") !== "00 61 73 6d") {
      return { error: `expected magic word 00 61 73 6d, found ${head.slice(0, 4).join(" ")} @+0` };
    }
    if (head.slice(4).join(" ") !== "01 00 00 00") {
      return { error: `expected version 01 00 00 00, found ${head.slice(4).join(" ")} @+4` };
    }
    const module = { types: [], imports: [], functions: [], memories: [], exports: [], data: [], custom: [] };
    try {
      readSections(module, new Reader(bytes, 8));
    } catch (thrown) {
      if (!(thrown instanceof Malformed)) throw thrown;
      return { error: thrown.message };
    }
    return module;
  }

  function readSections(module, reader) {
    while (reader.at < reader.end) {
      const id = reader.byte();
      const size = reader.number();
      const inner = new Reader(reader.bytes, reader.at, reader.at + size);
      reader.take(size);
      if (id === 0) module.custom.push({ name: inner.name(), bytes: inner.bytes.slice(inner.at, inner.end) });
      else SECTIONS[id]?.(module, inner);
    }
  }

  // The type of a function by its index, imported ones first.
  function typeOf(module, index) {
    const imported = module.imports.filter((one) => one.kind === "function");
    const at = index < imported.length ? imported[index].type : module.functions[index - imported.length];
    return module.types[at] ?? { parameters: [], results: [] };
  }

  stage.parts.wasmModule = { parse, typeOf };
})
