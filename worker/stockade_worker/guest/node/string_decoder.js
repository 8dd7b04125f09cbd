(function (stage) {
  "use strict";
  // The module "string_decoder": text from bytes that come piece by piece.
  //
  // Source: Node.js documentation, "String decoder".

  const { encodings } = stage.parts;
  const { invalidType, put } = stage.parts.errors;

  // Returns how many bytes at the end are the beginning of a character.
  function unfinished(bytes, encoding) {
    if (encoding === "utf16le") return bytes.length % 2;
    if (encoding === "base64" || encoding === "base64url") return bytes.length % 3;
    if (encoding !== "utf8") return 0;
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back];
      if ((byte & 0xc0) === 0x80) continue;
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
      return length > back ? back : 0;
    }
    return 0;
  }

  function write(state, chunk) {
    if (typeof chunk === "string") return chunk;
    const bytes = stage.readBytes(chunk);
    if (bytes === undefined) throw invalidType("buf", ["Buffer", "TypedArray", "DataView"], chunk);
    const whole = stage.parts.hash.joined([state.held ?? new Uint8Array(0), bytes]);
    const kept = whole.length - unfinished(whole, state.encoding);
    state.held = whole.slice(kept);
    return encodings.decode(whole.subarray(0, kept), state.encoding);
  }

  const StringDecoder = stage.interface({
    name: "StringDecoder", path: "string_decoder.StringDecoder", style: "plain", hidden: true,
    create(state, encoding) {
      state.encoding = encodings.required(encoding);
      put(state.self, { encoding: state.encoding });
    },
    methods: {
      write,
      end(state, chunk) {
        const made = chunk === undefined ? "" : write(state, chunk);
        const rest = encodings.decode(state.held ?? new Uint8Array(0), state.encoding);
        state.held = undefined;
        return made + rest;
      },
    },
  });

  stage.parts.define("string_decoder", () => stage.namespace({ name: "string_decoder", values: { StringDecoder: StringDecoder.constructor } }));
})
