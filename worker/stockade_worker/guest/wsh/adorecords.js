(function (stage) {
  "use strict";
  // ADODB.Recordset and ADODB.Connection: records that are put together in memory (samples convert bytes to text with
  // them), and databases, which are recorded and empty.

  const { com, arrays } = stage.parts;

  const BINARY = new Set([128, 204, 205]);
  const WIDE = new Set([130, 202, 203]);
  const MAX_FIELDS = 1000;

  // ---- fields

  // Converts what is put into a field to the field's type.
  function converted(s, value) {
    const bytes = com.state(value) === undefined ? undefined : arrays.bytesOf(value);
    if (BINARY.has(s.kind)) return bytes ?? stage.text.utf16Encode(com.text(value));
    if (bytes === undefined) return value;
    return WIDE.has(s.kind) ? stage.text.utf16Decode(bytes) : stage.text.decode("windows-1252", bytes);
  }

  function append(s, value) {
    const more = converted(s, value);
    if (!(more instanceof Uint8Array)) {
      s.value = com.text(s.value) + com.text(more);
      return;
    }
    const before = s.value ?? new Uint8Array(0);
    const whole = new Uint8Array(before.length + more.length);
    whole.set(before);
    whole.set(more, before.length);
    s.value = whole;
  }

  const shown = (value) => (value instanceof Uint8Array ? arrays.ofBytes(value) : value);

  function chunk(s, size) {
    const whole = s.value ?? "";
    const part = whole.slice(s.at, s.at + Math.max(0, Number(size) || 0));
    s.at += part.length;
    return part.length === 0 ? null : shown(part);
  }

  const fieldClass = com.class({
    path: "ADODB.Field",
    default: "Value",
    create: (s) => void (s.at = 0),
    properties: {
      ActualSize: (s) => s.value?.length ?? 0,
      DefinedSize: (s) => s.size,
      Name: (s) => s.name,
      Type: (s) => s.kind,
      Value: { get: (s) => shown(s.value ?? null), set: (s, value) => (s.value = converted(s, value)) },
    },
    methods: { AppendChunk: append, GetChunk: chunk },
  });

  const fieldsClass = com.collection({
    path: "ADODB.Fields",
    list: (s) => s.fields,
    nameOf: (item) => com.state(item).name,
    missing: 0x800a0cc1,
    members: {
      methods: {
        Append(s, name, kind, size = 0) {
          if (s.fields.length >= MAX_FIELDS) throw com.error(7);
          s.fields.push(fieldClass.make({ name: com.text(name), kind: Number(kind), size: Number(size) }));
        },
        Delete: () => undefined,
        Refresh: () => undefined,
        Update: () => undefined,
      },
    },
  });

  // ---- records

  const nothing = () => undefined;

  const recordset = com.class({
    progids: ["ADODB.Recordset", "ADOR.Recordset"],
    default: "Collect",
    create(s) {
      s.fields = fieldsClass.make({ fields: [] });
      s.isEmpty = true;
    },
    properties: {
      BOF: (s) => s.isEmpty,
      EOF: (s) => s.isEmpty,
      CursorLocation: { get: () => 2, set: nothing },
      CursorType: { get: () => 0, set: nothing },
      Fields: (s) => s.fields,
      LockType: { get: () => 1, set: nothing },
      RecordCount: (s) => Number(!s.isEmpty),
      State: (s) => Number(s.isOpen ?? false),
    },
    indexed: { Collect: { get: (s, key) => com.item(s.fields, key), set: (s, key, value) => (com.state(com.item(s.fields, key)).value = value) } },
    methods: {
      AddNew: (s) => void (s.isEmpty = false),
      CancelUpdate: nothing,
      Close: (s) => void (s.isOpen = false),
      Delete: nothing,
      GetRows: () => arrays.ofItems([]),
      MoveFirst: nothing,
      MoveLast: nothing,
      MoveNext: (s) => void (s.isEmpty = true),
      MovePrevious: nothing,
      Open(s, source) {
        if (source !== undefined) stage.effect("network", "query", com.text(source), { client: "ADODB.Recordset" });
        s.isOpen = true;
      },
      Update: nothing,
    },
  });

  com.class({
    progids: ["ADODB.Connection"],
    create: (s) => void (s.text = ""),
    properties: {
      CommandTimeout: { get: () => 30, set: nothing },
      ConnectionString: { get: (s) => s.text, set: (s, value) => (s.text = com.text(value)) },
      ConnectionTimeout: { get: () => 15, set: nothing },
      Provider: { get: (s) => s.provider ?? "MSDASQL", set: (s, value) => (s.provider = com.text(value)) },
      State: (s) => Number(s.isOpen ?? false),
    },
    methods: {
      Close: (s) => void (s.isOpen = false),
      Execute(s, query) {
        stage.effect("network", "query", com.text(query), { client: "ADODB.Connection", database: s.text });
        return recordset.make({});
      },
      Open(s, text = s.text) {
        s.text = com.text(text);
        stage.effect("network", "connect", s.text, { client: "ADODB.Connection" });
        s.isOpen = true;
      },
    },
  });
})
