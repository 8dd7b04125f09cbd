(function (stage) {
  "use strict";
  // matchMedia: a desktop with a mouse, light colours, and the profile's screen.
  //
  // Source: Media Queries; CSSOM View.

  const { listen, EventTarget } = stage.parts.events;

  const FEATURES = {
    "prefers-color-scheme": "light", "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference",
    hover: "hover", "any-hover": "hover", pointer: "fine", "any-pointer": "fine", "display-mode": "browser",
    "forced-colors": "none", "color-gamut": "srgb", "inverted-colors": "none", "dynamic-range": "standard", update: "fast",
  };
  const MAX_QUERY = 2000; // characters

  function numbers() {
    const { profile } = stage;
    const [width, height] = [profile.screen_width, stage.guest.innerHeight];
    return {
      width, height: Number(height) || 0, "device-width": width, "device-height": profile.screen_height, color: 8,
      monochrome: 0, resolution: 1, "-webkit-device-pixel-ratio": 1,
    };
  }

  const UNITS = { px: 1, em: 16, rem: 16, dppx: 1, x: 1, dpi: 1 / 96 };

  function matchesFeature(text) {
    const [name, value] = text.split(":").map((part) => part.trim().toLowerCase());
    if (name === "orientation") return value === (numbers().width >= numbers().height ? "landscape" : "portrait");
    if (name in FEATURES) return value === undefined ? FEATURES[name] !== "none" : FEATURES[name] === value;
    const bound = /^(min-|max-)?(.+)$/.exec(name);
    const actual = numbers()[bound?.[2]];
    if (actual === undefined) return false;
    if (value === undefined) return actual !== 0;
    const [, amount, unit] = /^([0-9.]{1,20})([a-z]{0,4})$/.exec(value) ?? [];
    const wanted = Number(amount) * (UNITS[unit || "px"] ?? NaN);
    if (bound[1] === "min-") return actual >= wanted;
    return bound[1] === "max-" ? actual <= wanted : actual === wanted;
  }

  function matchesQuery(query) {
    const parts = query.trim().split(/\s+and\s+/i);
    const isNegated = /^not\s/i.test(parts[0]);
    const fits = parts.every((part) => {
      const plain = part.replace(/^(not|only)\s+/i, "").trim();
      const inner = /^\((.*)\)$/s.exec(plain);
      return inner === null ? /^(all|screen|)$/i.test(plain) : matchesFeature(inner[1]);
    });
    return fits !== isNegated;
  }

  const List = stage.interface({
    name: "MediaQueryList",
    parent: EventTarget,
    attributes: { media: (s) => s.media, matches: (s) => s.matches },
    events: ["change"],
    methods: {
      addListener(s, callback) {
        if (stage.isObject(callback)) listen(s, "change", callback, { capture: false });
      },
      removeListener: (s, _callback) => undefined,
    },
  });

  function matchMedia(query) {
    if (arguments.length === 0) {
      throw stage.error(
        "TypeError", "Failed to execute 'matchMedia' on 'Window': 1 argument required, but only 0 present.",
      );
    }
    const media = String(query).slice(0, MAX_QUERY);
    return List.make({ media, matches: media.split(",").some(matchesQuery) });
  }

  stage.namespace({ name: "window", object: stage.guest, methods: { matchMedia } });
})
