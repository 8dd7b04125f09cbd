(function (stage) {
  "use strict";
  // What `performance` has beside now(), which is the engine's own and on the virtual clock: marks, measures, and
  // the timing of a page that has loaded.
  //
  // Source: High Resolution Time, User Timing, Navigation Timing.

  const { clock, error, isObject } = stage;
  const { EventTarget } = stage.parts.events;

  const MAX_ENTRIES = 10_000;
  let entries = [];
  stage.onStart(() => {
    if (entries.length > 0) entries = [];
  });

  // Milliseconds from the start of navigation to each point of a page's load, as for a fast one.
  const TIMING = {
    navigationStart: 0, unloadEventStart: 0, unloadEventEnd: 0, redirectStart: 0, redirectEnd: 0, fetchStart: 2,
    domainLookupStart: 5, domainLookupEnd: 18, connectStart: 18, secureConnectionStart: 29, connectEnd: 51,
    requestStart: 51, responseStart: 118, responseEnd: 131, domLoading: 126, domInteractive: 214,
    domContentLoadedEventStart: 214, domContentLoadedEventEnd: 221, domComplete: 0, loadEventStart: 0, loadEventEnd: 0,
  };
  const WITHOUT_TIME = new Set([
    "unloadEventStart", "unloadEventEnd", "redirectStart", "redirectEnd", "domComplete", "loadEventStart", "loadEventEnd",
  ]);

  const origin = () => Math.floor(clock.now() - clock.elapsed());
  const timing = {};
  for (const name of Object.keys(TIMING)) {
    timing[name] = () => (WITHOUT_TIME.has(name) ? 0 : origin() + TIMING[name]);
  }

  const Entry = stage.interface({
    name: "PerformanceEntry",
    attributes: {
      name: (s) => s.name, entryType: (s) => s.kind, startTime: (s) => s.start, duration: (s) => s.duration,
      detail: (s) => s.detail,
    },
    methods: { toJSON: (s) => ({ name: s.name, entryType: s.kind, startTime: s.start, duration: s.duration }) },
  });
  const Mark = stage.interface({ name: "PerformanceMark", parent: Entry });
  const Measure = stage.interface({ name: "PerformanceMeasure", parent: Entry });

  function add(entry) {
    if (entries.length < MAX_ENTRIES) entries.push(entry);
    return entry;
  }

  function timeOf(value, fallback) {
    if (value === undefined) return fallback;
    if (typeof value === "number") return value;
    const name = String(value);
    const found = entries.findLast((entry) => Mark.state(entry)?.name === name);
    if (found !== undefined) return Mark.state(found).start;
    if (Object.hasOwn(TIMING, name)) return TIMING[name];
    throw stage.domException(
      "SyntaxError", `Failed to execute 'measure' on 'Performance': The mark '${name.slice(0, 200)}' does not exist.`,
    );
  }

  function mark(name, options) {
    const given = isObject(options) ? options : {};
    const start = given.startTime === undefined ? clock.elapsed() : Number(given.startTime);
    return add(Mark.make({ name, kind: "mark", start, duration: 0, detail: given.detail ?? null }));
  }

  function measure(name, from, to) {
    const given = isObject(from) ? from : { start: from, end: to };
    const [start, end] = [given.start, given.end];
    const begin = timeOf(start, 0);
    const finish = timeOf(end, clock.elapsed());
    return add(Measure.make({ name, kind: "measure", start: begin, duration: finish - begin, detail: given.detail ?? null }));
  }

  // What a persona adds to the entries: functions that return one each.
  const sources = [];
  const all = () => [...sources.map((source) => source()), ...entries];

  function select(test) {
    return all().filter((entry) => test(Entry.state(entry)));
  }

  function clear(kind, name) {
    entries = entries.filter((entry) => {
      const state = Entry.state(entry);
      return state.kind !== kind || (name !== undefined && state.name !== String(name));
    });
  }

  const Timing = stage.interface({
    name: "PerformanceTiming", path: "performance.timing", attributes: timing,
    methods: { toJSON: () => Object.fromEntries(Object.keys(timing).map((name) => [name, timing[name]()])) },
  });
  const Navigation = stage.interface({
    name: "PerformanceNavigation", path: "performance.navigation",
    constants: { TYPE_NAVIGATE: 0, TYPE_RELOAD: 1, TYPE_BACK_FORWARD: 2, TYPE_RESERVED: 255 },
    attributes: { type: () => 0, redirectCount: () => 0 },
  });
  const Memory = stage.interface({
    name: "MemoryInfo", path: "performance.memory", hidden: true,
    attributes: {
      jsHeapSizeLimit: () => 4_294_705_152, totalJSHeapSize: () => 21_730_411, usedJSHeapSize: () => 17_284_903,
    },
  });
  const objects = { timing: Timing.make({}), navigation: Navigation.make({}), memory: Memory.make({}) };

  // The engine's own function, whose reads of the clock are virtual; it needs no receiver of its own.
  const { now } = stage.guest.performance;

  const Performance = stage.interface({
    name: "Performance",
    path: "performance",
    parent: EventTarget,
    attributes: {
      timeOrigin: () => origin() - 0.3,
      timing: () => objects.timing,
      navigation: () => objects.navigation,
      memory: () => objects.memory,
      eventCounts: () => new Map(),
    },
    events: ["resourcetimingbufferfull"],
    methods: {
      clearMarks: (s, name = undefined) => clear("mark", name),
      clearMeasures: (s, name = undefined) => clear("measure", name),
      clearResourceTimings() {},
      getEntries: all,
      getEntriesByName(s, name, kind = undefined) {
        const wanted = String(name);
        return select((entry) => entry.name === wanted && (kind === undefined || entry.kind === String(kind)));
      },
      getEntriesByType(s, kind) {
        const wanted = String(kind);
        return select((entry) => entry.kind === wanted);
      },
      mark: (s, name, options = undefined) => mark(String(name), options),
      measure: (s, name, start = undefined, end = undefined) => measure(String(name), start, end),
      setResourceTimingBufferSize: (s, _size) => undefined,
      toJSON: () => ({ timeOrigin: origin(), timing: objects.timing }),
    },
  });
  Reflect.defineProperty(Performance.prototype, "now", { value: now, writable: true, enumerable: true, configurable: true });

  stage.interface({
    name: "PerformanceObserver",
    create(state, callback) {
      if (!stage.isFunction(callback)) {
        throw error("TypeError", "Failed to construct 'PerformanceObserver': parameter 1 is not of type 'Function'.");
      }
    },
    methods: { disconnect() {}, observe() {}, takeRecords: () => [] },
  });

  const performance = Performance.make({});
  stage.accessor(stage.guest, "performance", "performance", () => performance);
  stage.parts.performance = { Entry, TIMING, addSource: (source) => void sources.push(source) };
})
