(function (stage) {
  "use strict";
  // Classes of .NET that are registered for COM: samples decode and load programs with them.

  const { com, arrays } = stage.parts;

  const bytesOf = (value) => arrays.bytesOf(value) ?? stage.text.utf8Encode(com.text(value));
  const part = (bytes, at = 0, count = bytes.length) => bytes.slice(Number(at) || 0, (Number(at) || 0) + (Number(count) || 0));

  // ---- System.Text

  function encoding(name, charset) {
    const encode = (s, text) => arrays.ofBytes(stage.text.encode(charset, com.text(text)));
    const decode = (s, value, at, count) => stage.text.decode(charset, at === undefined ? bytesOf(value) : part(bytesOf(value), at, count));
    com.class({
      progids: [`System.Text.${name}`],
      methods: {
        GetByteCount_2: (s, text) => stage.text.encode(charset, com.text(text)).length,
        GetBytes_4: encode, GetBytes: encode,
        GetString: decode, GetString_2: decode,
        GetCharCount_2: (s, value) => stage.text.decode(charset, bytesOf(value)).length,
      },
    });
  }
  for (const [name, charset] of [["UTF8Encoding", "utf-8"], ["ASCIIEncoding", "us-ascii"], ["UnicodeEncoding", "utf-16le"]]) encoding(name, charset);

  // ---- System.Security.Cryptography

  function transform(name, change) {
    com.class({
      progids: [`System.Security.Cryptography.${name}`],
      methods: {
        TransformFinalBlock(s, value, at, count) {
          const made = change(part(bytesOf(value), at, count));
          stage.keep("decoded", name, made);
          return arrays.ofBytes(made);
        },
      },
    });
  }
  transform("FromBase64Transform", (bytes) => stage.text.base64Decode(stage.text.latin1(bytes)));
  transform("ToBase64Transform", (bytes) => stage.text.utf8Encode(stage.text.base64Encode(bytes)));

  // ---- System.IO and System.Collections

  com.class({
    progids: ["System.IO.MemoryStream"],
    content: (s) => joined(s.pieces),
    create(s) {
      s.pieces = [];
      s.size = 0;
    },
    properties: { Length: (s) => s.size, Position: { get: (s) => s.at ?? s.size, set: (s, value) => (s.at = Number(value)) } },
    methods: {
      Close: () => undefined,
      ToArray: (s) => arrays.ofBytes(joined(s.pieces)),
      Write(s, value, at, count) {
        const bytes = part(bytesOf(value), at, count);
        s.pieces.push(bytes);
        s.size += bytes.length;
      },
    },
  });

  function joined(pieces) {
    const whole = new Uint8Array(pieces.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  com.class({
    progids: ["System.Collections.ArrayList"],
    default: "Item",
    create: (s) => void (s.all = []),
    properties: { Count: (s) => s.all.length },
    indexed: { Item: { get: (s, at) => s.all[Number(at)], set: (s, at, value) => void (Number(at) < s.all.length && (s.all[Number(at)] = value)) } },
    methods: {
      Add: (s, value) => s.all.push(value) - 1,
      Clear: (s) => void (s.all = []),
      Contains: (s, value) => s.all.includes(value),
      Reverse: (s) => void s.all.reverse(),
      Sort: (s) => void s.all.sort(),
      ToArray: (s) => arrays.ofItems(s.all.slice()),
    },
    items: (s) => s.all,
  });

  // ---- what makes an object of bytes: the object's program would run here

  com.class({
    progids: ["System.Runtime.Serialization.Formatters.Binary.BinaryFormatter"],
    properties: { SurrogateSelector: { get: () => null, set: () => undefined } },
    methods: {
      Deserialize_2(s, stream) {
        const state = com.state(stream);
        const bytes = state?.class.declared.content?.(state);
        if (bytes === undefined) throw com.error(13);
        stage.effect("dynamic_code", "deserialize", "BinaryFormatter", { size: String(bytes.length) }, bytes, "decoded");
        return stage.parts.makeMock("System.Delegate");
      },
    },
  });
})
