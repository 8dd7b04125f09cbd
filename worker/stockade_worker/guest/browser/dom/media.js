(function (stage) {
  "use strict";
  // Images, sound and film, canvases, templates and what is embedded: what they have beyond attributes.
  //
  // Source: HTML Standard, sections 4.8 and 4.12.

  const { domTree: tree, dom, mutation, attributes } = stage.parts;
  const { wrap } = dom;

  const number = (node, name) => Number.parseInt(tree.getAttribute(node, name) ?? "", 10);
  const extra = (node) => tree.extraOf(node);

  // ---- images: what loads is one pixel large

  const naturalSize = (node) => (node.extra?.isLoaded === true ? 1 : 0);

  function dimension(name, fallback) {
    return {
      get(s) {
        const given = number(s.node, name);
        return Number.isNaN(given) ? fallback(s.node) : given;
      },
      set: (s, value) => mutation.setAttribute(s.node, name, String(Number(value) >>> 0)),
    };
  }

  const image = {
    attributes: {
      width: dimension("width", naturalSize),
      height: dimension("height", naturalSize),
      naturalWidth: (s) => naturalSize(s.node),
      naturalHeight: (s) => naturalSize(s.node),
      complete: (s) => s.node.extra?.isLoaded !== undefined || tree.getAttribute(s.node, "src") === null,
      currentSrc: (s) => attributes.address(s.node, "src"),
      x: () => 8,
      y: () => 8,
    },
    methods: { decode: () => stage.resolved(undefined) },
  };

  // ---- sound and film: they play at once, and silently

  const TYPES = [
    [/codecs="?[^"]*(?:avc1|mp4a|opus|vorbis|vp0?[89]|theora|flac)/i, "probably"],
    [/^(?:video|audio)\/(?:mp4|webm|ogg|mpeg|wav|x-m4a|flac)|^audio\/mp3/i, "maybe"],
  ];

  function kept(name, initial, convert) {
    return {
      get: (s) => s.node.extra?.[name] ?? initial,
      set(s, value) {
        extra(s.node)[name] = convert(value);
      },
    };
  }

  const media = {
    constants: {
      NETWORK_EMPTY: 0,
      NETWORK_IDLE: 1,
      NETWORK_LOADING: 2,
      NETWORK_NO_SOURCE: 3,
      HAVE_NOTHING: 0,
      HAVE_METADATA: 1,
      HAVE_CURRENT_DATA: 2,
      HAVE_FUTURE_DATA: 3,
      HAVE_ENOUGH_DATA: 4,
    },
    attributes: {
      error: () => null,
      currentSrc: (s) => attributes.address(s.node, "src"),
      networkState: (s) => (s.node.extra?.isLoaded === undefined ? 0 : 1),
      readyState: (s) => (s.node.extra?.isLoaded ? 4 : 0),
      paused: (s) => s.node.extra?.paused ?? true,
      ended: () => false,
      seeking: () => false,
      duration: (s) => (s.node.extra?.isLoaded ? 12.5 : NaN),
      volume: kept("volume", 1, Number),
      muted: kept("muted", false, Boolean),
      currentTime: kept("currentTime", 0, Number),
      playbackRate: kept("playbackRate", 1, Number),
      defaultPlaybackRate: kept("defaultPlaybackRate", 1, Number),
    },
    methods: {
      canPlayType: (_s, type) => TYPES.find(([pattern]) => pattern.test(String(type)))?.[1] ?? "",
      load() {},
      pause(s) {
        extra(s.node).paused = true;
      },
      play(s) {
        extra(s.node).paused = false;
        return stage.resolved(undefined);
      },
      captureStream: () => null,
    },
  };

  // ---- canvas: what draws is elsewhere

  const paint =
    (name) =>
    (s, ...values) =>
      stage.parts.canvas?.[name]?.(s, ...values) ?? null;
  const canvas = {
    attributes: { width: dimension("width", () => 300), height: dimension("height", () => 150) },
    methods: {
      getContext: (s, kind, options = undefined) => paint("getContext")(s, kind, options),
      toDataURL: (s, type = undefined, quality = undefined) => paint("toDataURL")(s, type, quality) ?? "data:,",
      toBlob: (s, callback, type = undefined, quality = undefined) =>
        void paint("toBlob")(s, callback, type, quality),
      captureStream: () => null,
      transferControlToOffscreen: (s) => paint("transferControlToOffscreen")(s),
    },
  };

  const embedded = {
    attributes: {
      contentDocument: () => null,
      contentWindow: () => null,
      form: (s) => wrap(stage.parts.forms.formOf(s.node)),
    },
    methods: { getSVGDocument: () => null, checkValidity: () => true },
  };

  // What a style sheet's object says of itself; nothing applies it.
  const sheet = (node) =>
    node.connected ? { type: "text/css", disabled: false, href: null, cssRules: [], rules: [], media: [] } : null;
  const styled = {
    attributes: { sheet: (s) => sheet(s.node), disabled: kept("disabled", false, Boolean) },
    methods: {},
  };

  stage.parts.media = {
    HTMLImageElement: image,
    HTMLMediaElement: media,
    HTMLVideoElement: {
      attributes: {
        videoWidth: (s) => (s.node.extra?.isLoaded ? 640 : 0),
        videoHeight: (s) => (s.node.extra?.isLoaded ? 360 : 0),
        width: dimension("width", () => 0),
        height: dimension("height", () => 0),
      },
      methods: {
        requestPictureInPicture: () =>
          stage.rejected(
            stage.domException(
              "NotAllowedError",
              "Must be handling a user gesture if there isn't already an element in Picture-in-Picture.",
            ),
          ),
      },
    },
    HTMLCanvasElement: canvas,
    HTMLTemplateElement: { attributes: { content: (s) => wrap(s.node.extra.content) }, methods: {} },
    HTMLObjectElement: embedded,
    HTMLEmbedElement: { attributes: {}, methods: { getSVGDocument: () => null } },
    HTMLStyleElement: styled,
    HTMLLinkElement: styled,
  };
});
