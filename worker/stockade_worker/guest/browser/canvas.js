(function (stage) {
  "use strict";
  // Drawing on a canvas. Nothing is drawn: what a page can read back is what fingerprinting reads, so that follows from
  // the profile and from what was drawn, the same each time.
  //
  // Source: HTML Standard, section 4.12.5.

  const { domException, error } = stage;

  const MAX_PIXELS = 4 << 20; // of image data that is really made
  const AVERAGE = 0.52; // of a character's width to the size of its font

  // ---- what was drawn, as one number

  function mix(s, text) {
    let hash = s.hash;
    const length = Math.min(text.length, 1000);
    for (let at = 0; at < length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    s.hash = hash >>> 0;
  }

  const drawing = (name, length) => {
    const behaviour = (s, ...values) => {
      const shown = values.map((value) => (stage.isObject(value) ? "#" : String(value)));
      mix(s, [name, ...shown, ...Object.values(s.settings ?? {}).map(plain)].join());
    };
    return { [name]: withLength(behaviour, length) };
  };

  const plain = (value) => (stage.isObject(value) ? "#" : value);

  // The kit takes a function's length from the behaviour's: this many, and the state.
  function withLength(behaviour, length) {
    return Object.defineProperty(behaviour, "length", { value: length + 1 });
  }

  const DRAWING = {
    arc: 5, arcTo: 5, beginPath: 0, bezierCurveTo: 6, clearRect: 4, clip: 0, closePath: 0, drawFocusIfNeeded: 1,
    drawImage: 3, ellipse: 7, fill: 0, fillRect: 4, fillText: 3, lineTo: 2, moveTo: 2, putImageData: 3,
    quadraticCurveTo: 4, rect: 4, reset: 0, resetTransform: 0, restore: 0, rotate: 1, roundRect: 4, save: 0, scale: 2,
    setLineDash: 1, setTransform: 0, stroke: 0, strokeRect: 4, strokeText: 3, transform: 6, translate: 2,
  };

  const SETTINGS = {
    direction: "ltr", fillStyle: "#000000", filter: "none", font: "10px sans-serif", fontKerning: "auto",
    fontStretch: "normal", fontVariantCaps: "normal", globalAlpha: 1, globalCompositeOperation: "source-over",
    imageSmoothingEnabled: true, imageSmoothingQuality: "low", letterSpacing: "0px", lineCap: "butt", lineDashOffset: 0,
    lineJoin: "miter", lineWidth: 1, miterLimit: 10, shadowBlur: 0, shadowColor: "rgba(0, 0, 0, 0)", shadowOffsetX: 0,
    shadowOffsetY: 0, strokeStyle: "#000000", textAlign: "start", textBaseline: "alphabetic", textRendering: "auto",
    wordSpacing: "0px",
  };

  function setting(name) {
    const initial = SETTINGS[name];
    return {
      get: (s) => s.settings[name] ?? initial,
      set(s, value) {
        const given = typeof initial === "number" ? Number(value) : typeof initial === "boolean" ? Boolean(value) : value;
        if (typeof initial === "number" && !Number.isFinite(given)) return;
        s.settings[name] = stage.isObject(given) ? given : typeof initial === "string" ? String(given) : given;
      },
    };
  }

  // ---- what is read back

  const TextMetrics = stage.interface({
    name: "TextMetrics",
    attributes: {
      width: (s) => s.width, actualBoundingBoxLeft: () => 0, actualBoundingBoxRight: (s) => s.width,
      fontBoundingBoxAscent: (s) => Math.round(s.size * 0.9), fontBoundingBoxDescent: (s) => Math.round(s.size * 0.22),
      actualBoundingBoxAscent: (s) => s.size * 0.72, actualBoundingBoxDescent: (s) => s.size * 0.2,
      emHeightAscent: (s) => s.size * 0.8, emHeightDescent: (s) => s.size * 0.2, hangingBaseline: (s) => s.size * 0.72,
      alphabeticBaseline: () => 0, ideographicBaseline: (s) => -s.size * 0.2,
    },
  });

  // Fonts that the machine has differ in their widths; all others are as wide as the one they fall back to.
  function widthOf(text, font) {
    const size = Number(/([0-9.]{1,10})px/.exec(font)?.[1] ?? 10);
    const family = font.slice(font.indexOf("px") + 2).toLowerCase();
    const known = ["arial", "courier", "times", "verdana", "georgia", "segoe", "calibri", "consolas", "tahoma", "impact"];
    const at = known.findIndex((name) => family.includes(name));
    const factor = AVERAGE + (at < 0 ? 0 : (at + 1) * 0.0137);
    return { width: Math.round(text.length * size * factor * 1e6) / 1e6, size };
  }

  const ImageData = stage.interface({
    name: "ImageData",
    create(state, first, second, third = undefined) {
      const bytes = stage.readBytes(first);
      const [width, height] = bytes === undefined
        ? [side(first), side(second)] : [side(second), third === undefined ? bytes.length / 4 / side(second) : side(third)];
      Object.assign(state, makePixels(width, height, bytes));
    },
    attributes: { width: (s) => s.width, height: (s) => s.height, data: (s) => s.data, colorSpace: () => "srgb" },
  });

  function side(value) {
    const number = Number(value) >>> 0;
    if (number === 0) {
      throw domException("IndexSizeError", "Failed to construct 'ImageData': The source width is zero or not a number.");
    }
    return number;
  }

  function makePixels(width, height, given) {
    if (!(width * height <= MAX_PIXELS)) {
      throw error("RangeError", "Failed to construct 'ImageData': Out of memory at ImageData creation.");
    }
    const data = stage.construct(stage.builtins.Uint8ClampedArray, 4 * width * height);
    const bytes = stage.readBytes(data);
    if (given instanceof Uint8Array) bytes.set(given.subarray(0, bytes.length));
    return { width, height, data };
  }

  // Pixels as a drawing with antialiased edges would leave them: mostly empty, and some that differ by machine.
  function readPixels(s, width, height) {
    const made = makePixels(width, height);
    const bytes = stage.readBytes(made.data);
    let state = s.hash ^ machine();
    for (let at = 0; at + 3 < bytes.length && s.hash !== EMPTY; at += 28) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      bytes[at] = state >>> 24;
      bytes[at + 1] = (state >>> 16) & 255;
      bytes[at + 2] = (state >>> 8) & 255;
      bytes[at + 3] = 255;
    }
    return ImageData.make(made);
  }

  const EMPTY = 0x811c9dc5;

  function machine() {
    let hash = EMPTY;
    for (const character of stage.profile.canvas.slice(-200)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    return hash >>> 0;
  }

  const CanvasGradient = stage.interface({
    name: "CanvasGradient", methods: { addColorStop: (_s, _offset, _color) => undefined },
  });
  const CanvasPattern = stage.interface({
    name: "CanvasPattern", methods: { setTransform: (_s, _transform = undefined) => undefined },
  });

  const attributes = { canvas: (s) => s.canvas };
  for (const name of Object.keys(SETTINGS)) attributes[name] = setting(name);
  const methods = {};
  for (const name of Object.keys(DRAWING)) Object.assign(methods, drawing(name, DRAWING[name]));

  const Context2d = stage.interface({
    name: "CanvasRenderingContext2D",
    attributes,
    methods: {
      ...methods,
      createConicGradient: (s, _angle, _x, _y) => CanvasGradient.make({}),
      createImageData: (s, width, height) => ImageData.make(makePixels(side(width), side(height))),
      createLinearGradient: (s, _x0, _y0, _x1, _y1) => CanvasGradient.make({}),
      createPattern: (s, _image, _repetition) => CanvasPattern.make({}),
      createRadialGradient: (s, _x0, _y0, _r0, _x1, _y1, _r1) => CanvasGradient.make({}),
      getContextAttributes: () => ({ alpha: true, colorSpace: "srgb", desynchronized: false, willReadFrequently: false }),
      getImageData: (s, _x, _y, width, height) => readPixels(s, side(Math.abs(Number(width))), side(Math.abs(Number(height)))),
      getLineDash: () => [],
      isContextLost: () => false,
      isPointInPath(s, ...values) {
        return values.length > 2 && values[2] !== "evenodd";
      },
      isPointInStroke: (s, _x, _y) => false,
      measureText: (s, text) => TextMetrics.make(widthOf(String(text), String(s.settings.font ?? SETTINGS.font))),
    },
  });

  stage.interface({
    name: "Path2D",
    create(state) {
      state.hash = EMPTY;
    },
    methods: Object.fromEntries(
      ["arc", "arcTo", "bezierCurveTo", "closePath", "ellipse", "lineTo", "moveTo", "quadraticCurveTo", "rect"]
        .map((name) => [name, methods[name]]),
    ),
  });

  // ---- for the elements: `s` is a canvas's state, and its context is kept there

  function getContext(s, kind) {
    const type = String(kind);
    if (s.context !== undefined) return s.contextKind === type ? s.context : null;
    if (type === "2d") s.context = Context2d.make({ canvas: s.self, settings: {}, hash: EMPTY });
    else if (/^(experimental-)?webgl2?$/.test(type)) s.context = stage.parts.webgl.make(s.self, type.endsWith("2"));
    else return null;
    s.contextKind = type;
    return s.context;
  }

  // 300 by 150 pixels, all of them transparent.
  const BLANK =
    "data:image/png;base64," +
    "iVBORw0KGgoAAAANSUhEUgAAASwAAACWCAYAAABkW7XSAAAAxUlEQVR42u3BMQEAAADCoPVPbQhfoAAAAAAAAAAAAAAAAAAAAAAA" +
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
    "AAAAAAAAAOA1v9QAAS9p4J4AAAAASUVORK5CYII=";

  // The canvas's picture as a URL: the profile's, changed a little by what was drawn.
  function toDataURL(s, type = "image/png") {
    const drawn = s.context === undefined ? EMPTY : Context2d.state(s.context)?.hash ?? EMPTY + 1;
    if (drawn === EMPTY) return BLANK;
    const [, head, tail] = /^(.*?)(.{0,24})$/s.exec(stage.profile.canvas);
    const code = stage.text.base64Encode(Uint8Array.of(drawn >>> 24, drawn >>> 16, drawn >>> 8));
    const url = head + code + tail;
    return String(type).toLowerCase() === "image/jpeg" ? url.replace("image/png", "image/jpeg") : url;
  }

  function blobOf(s, type) {
    const { bytes, mime } = stage.parts.objectUrls.read(toDataURL(s, type));
    return stage.parts.blob.make(bytes, mime);
  }

  function toBlob(s, callback, type) {
    if (!stage.isFunction(callback)) {
      throw error("TypeError", "Failed to execute 'toBlob' on 'HTMLCanvasElement': parameter 1 is not of type 'Function'.");
    }
    stage.later(1, () => stage.call(callback, undefined, blobOf(s, type)));
  }

  const Offscreen = stage.interface({
    name: "OffscreenCanvas",
    parent: stage.parts.events.EventTarget,
    create(s, width, height) {
      Object.assign(s, { width: Number(width) >>> 0, height: Number(height) >>> 0 });
    },
    attributes: {
      width: { get: (s) => s.width, set: (s, value) => (s.width = Number(value) >>> 0) },
      height: { get: (s) => s.height, set: (s, value) => (s.height = Number(value) >>> 0) },
    },
    methods: {
      convertToBlob: (s, options = undefined) => stage.resolved(blobOf(s, stage.isObject(options) ? options.type : undefined)),
      getContext: (s, kind, _options = undefined) => getContext(s, kind),
      transferToImageBitmap: () => null,
    },
  });

  stage.parts.canvas = {
    getContext, toDataURL, toBlob, transferControlToOffscreen: () => Offscreen.make({ width: 300, height: 150 }),
  };
})
