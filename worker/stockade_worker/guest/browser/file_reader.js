(function (stage) {
  "use strict";
  // FileReader: what is in a blob, some time later.
  //
  // Source: File API, section 6.

  const { domException, error } = stage;
  const { EventTarget, fire } = stage.parts.events;
  const { Blob } = stage.parts.blob;

  const STATES = { EMPTY: 0, LOADING: 1, DONE: 2 };
  const DELAY = 2; // ms

  function dataUrl(blob) {
    const type = blob.mime === "" ? "application/octet-stream" : blob.mime;
    return `data:${type};base64,${stage.text.base64Encode(blob.bytes)}`;
  }

  const CONVERT = {
    readAsArrayBuffer: (blob) => stage.buffer(blob.bytes),
    readAsBinaryString: (blob) => stage.text.latin1(blob.bytes),
    readAsDataURL: dataUrl,
    readAsText: (blob, label) => stage.parts.encoding.decodeAs(label, blob.bytes),
  };

  function tell(s, type, size) {
    fire(s.self, type, { lengthComputable: true, loaded: size, total: size }, "ProgressEvent");
  }

  function start(s, value, method, label = "utf-8") {
    const blob = Blob.state(value);
    if (blob === undefined) {
      throw error("TypeError", `Failed to execute '${method}' on 'FileReader': parameter 1 is not of type 'Blob'.`);
    }
    if (s.ready === STATES.LOADING) {
      throw domException("InvalidStateError", `Failed to execute '${method}' on 'FileReader': The object is already busy reading Blobs.`);
    }
    s.ready = STATES.LOADING;
    s.result = null;
    s.timer = stage.later(DELAY, () => finish(s, blob, CONVERT[method](blob, String(label))));
  }

  function finish(s, blob, result) {
    tell(s, "loadstart", 0);
    if (s.ready !== STATES.LOADING) return;
    tell(s, "progress", blob.bytes.length);
    if (s.ready !== STATES.LOADING) return;
    s.ready = STATES.DONE;
    s.result = result;
    tell(s, "load", blob.bytes.length);
    if (s.ready === STATES.DONE) tell(s, "loadend", blob.bytes.length);
  }

  stage.interface({
    name: "FileReader",
    parent: EventTarget,
    constants: STATES,
    create(s) {
      Object.assign(s, { ready: STATES.EMPTY, result: null });
    },
    attributes: { readyState: (s) => s.ready, result: (s) => s.result, error: () => null },
    events: ["loadstart", "progress", "load", "abort", "error", "loadend"],
    methods: {
      abort(s) {
        if (s.ready !== STATES.LOADING) return;
        stage.cancel(s.timer);
        s.ready = STATES.DONE;
        s.result = null;
        tell(s, "abort", 0);
        tell(s, "loadend", 0);
      },
      readAsArrayBuffer: (s, blob) => start(s, blob, "readAsArrayBuffer"),
      readAsBinaryString: (s, blob) => start(s, blob, "readAsBinaryString"),
      readAsDataURL: (s, blob) => start(s, blob, "readAsDataURL"),
      readAsText: (s, blob, label = undefined) => start(s, blob, "readAsText", label),
    },
  });
})
