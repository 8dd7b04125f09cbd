(function (stage) {
  "use strict";
  // What may be sent or has come: bodies of Request, Response, XMLHttpRequest and beacons, and how they are read.
  //
  // Source: Fetch Standard, section 2.2.4 and 5.2.

  const { error } = stage;
  const { utf8Decode, utf8Encode } = stage.text;

  const parseText = stage.builtins.JSON.parse; // before the guest can replace it

  const TEXT = "text/plain;charset=UTF-8";
  const FORM = "application/x-www-form-urlencoded;charset=UTF-8";

  // Returns {bytes, type} of whatever the guest wants to send; type is null if it says none.
  function extract(value) {
    const blob = stage.parts.blob.Blob.state(value);
    if (blob !== undefined) return { bytes: blob.bytes, type: blob.mime || null };
    if (stage.parts.formData.stateOf(value) !== undefined) return stage.parts.formData.multipart(value);
    const form = stage.parts.url.formOf(value);
    if (form !== undefined) return { bytes: utf8Encode(stage.parts.url.writeForm(form.pairs)), type: FORM };
    const bytes = stage.readBytes(value);
    if (bytes !== undefined) return { bytes: bytes.slice(), type: null };
    const streamed = stage.parts.streams.takeBytes(value);
    if (streamed !== undefined) return { bytes: streamed, type: null };
    return { bytes: utf8Encode(String(value)), type: TEXT };
  }

  const streamState = (state) => stage.parts.streams.stateOf(state.stream);
  const isUsed = (state) => state.used || streamState(state)?.disturbed === true;

  // Takes the body, which can be done once: gives its bytes to `ok`, or the reason why there are none to `bad`.
  function take(state, method, ok, bad) {
    const where = `Failed to execute '${method}' on '${state.bodyOf}'`;
    if (isUsed(state)) throw error("TypeError", `${where}: body stream already read`);
    if (streamState(state)?.reader !== undefined) throw error("TypeError", `${where}: body stream is locked`);
    state.used = state.bytes !== null;
    if (state.isStreamed) stage.parts.streams.drain(state.stream, ok, bad);
    else ok(state.bytes ?? new Uint8Array(0));
  }

  function reader(method, convert) {
    return (state) => {
      const waiter = stage.promise();
      const finish = (bytes) => {
        try {
          waiter.resolve(convert(bytes, state));
        } catch (thrown) {
          waiter.reject(thrown);
        }
      };
      try {
        take(state, method, finish, (reason) => waiter.reject(reason));
      } catch (thrown) {
        waiter.reject(thrown);
      }
      return waiter.promise;
    };
  }

  const withoutMark = (text) => (text.startsWith("\ufeff") ? text.slice(1) : text);

  // Parsed in the guest's realm, and with the guest's words for what is wrong.
  function parseJson(bytes) {
    return stage.call(parseText, undefined, withoutMark(utf8Decode(bytes)));
  }

  function parseFormData(bytes, state) {
    const type = state.contentType() ?? "";
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      throw error("TypeError", "Failed to fetch");
    }
    return stage.parts.formData.FormData.make({ pairs: stage.parts.url.parseForm(utf8Decode(bytes)) });
  }

  // The members that Request and Response share. The state has: bytes (or null), contentType(), used, stream,
  // isStreamed (the bytes are what will come of the stream), bodyOf.
  const methods = {
    arrayBuffer: reader("arrayBuffer", (bytes) => stage.buffer(bytes)),
    blob: reader("blob", (bytes, state) => stage.parts.blob.make(bytes, (state.contentType() ?? "").toLowerCase())),
    bytes: reader("bytes", (bytes) => stage.bytes(bytes)),
    formData: reader("formData", parseFormData),
    json: reader("json", parseJson),
    text: reader("text", (bytes) => withoutMark(utf8Decode(bytes))),
  };
  const attributes = {
    body(state) {
      if (state.bytes === null) return null;
      state.stream ??= stage.parts.streams.ofBytes(state.bytes);
      return state.stream;
    },
    bodyUsed: isUsed,
  };

  stage.parts.body = { extract, methods, attributes, isUsed };
})
