(function (stage) {
  "use strict";
  // screen, and the sizes and places of the window on it.
  //
  // Source: CSSOM View; Screen Orientation.

  const { guest } = stage;
  const { EventTarget } = stage.parts.events;
  const { replaceable } = stage.parts.window;

  const TASKBAR = 40; // pixels
  const BROWSER_BARS = 121; // of a maximised Chrome, above the page

  const width = () => stage.profile.screen_width;
  const height = () => stage.profile.screen_height;
  const available = () => height() - TASKBAR;
  const depth = () => stage.profile.color_depth;

  const Orientation = stage.interface({
    name: "ScreenOrientation",
    path: "screen.orientation",
    parent: EventTarget,
    attributes: { angle: () => 0, type: () => (width() >= height() ? "landscape-primary" : "portrait-primary") },
    events: ["change"],
    methods: {
      lock(s, _orientation) {
        return stage.rejected(stage.domException("NotSupportedError", "screen.orientation.lock() is not available on this device."));
      },
      unlock() {},
    },
  });
  const orientation = Orientation.make({});

  const Screen = stage.interface({
    name: "Screen",
    path: "screen",
    parent: EventTarget,
    attributes: {
      availWidth: width, availHeight: available, width, height, colorDepth: depth, pixelDepth: depth, availLeft: () => 0,
      availTop: () => 0, orientation: () => orientation, isExtended: () => false,
    },
    events: ["change"],
  });
  const screen = Screen.make({});
  replaceable("screen", () => screen);

  // ---- the window

  let scroll = { x: 0, y: 0 };
  stage.onStart(() => {
    scroll = { x: 0, y: 0 };
  });

  const SIZES = {
    innerWidth: width, innerHeight: () => available() - BROWSER_BARS, outerWidth: width, outerHeight: available,
    screenX: () => 0, screenY: () => 0, screenLeft: () => 0, screenTop: () => 0, devicePixelRatio: () => 1,
    scrollX: () => scroll.x, scrollY: () => scroll.y, pageXOffset: () => scroll.x, pageYOffset: () => scroll.y,
  };
  for (const name of Object.keys(SIZES)) replaceable(name, SIZES[name]);

  const BARS = "locationbar menubar personalbar scrollbars statusbar toolbar";
  const BarProp = stage.interface({ name: "BarProp", attributes: { visible: () => true } });
  for (const name of BARS.split(" ")) {
    const bar = BarProp.make({});
    replaceable(name, () => bar);
  }

  const VisualViewport = stage.interface({
    name: "VisualViewport",
    path: "visualViewport",
    parent: EventTarget,
    attributes: {
      offsetLeft: () => 0, offsetTop: () => 0, pageLeft: () => scroll.x, pageTop: () => scroll.y, width,
      height: () => available() - BROWSER_BARS, scale: () => 1,
    },
    events: ["resize", "scroll", "scrollend"],
  });
  const viewport = VisualViewport.make({});
  replaceable("visualViewport", () => viewport);

  function pair(x, y) {
    const [left, top] = stage.isObject(x) ? [x.left ?? scroll.x, x.top ?? scroll.y] : [x, y];
    return { x: Math.max(0, Number(left) || 0), y: Math.max(0, Number(top) || 0) };
  }

  const scrollTo = (x = 0, y = 0) => {
    scroll = pair(x, y);
  };
  stage.namespace({
    name: "window",
    object: guest,
    methods: {
      scroll: scrollTo,
      scrollTo,
      scrollBy(x = 0, y = 0) {
        const by = pair(x, y);
        scroll = { x: scroll.x + by.x, y: scroll.y + by.y };
      },
      moveBy: (_x, _y) => undefined,
      moveTo: (_x, _y) => undefined,
      resizeBy: (_x, _y) => undefined,
      resizeTo: (_x, _y) => undefined,
    },
  });
})
