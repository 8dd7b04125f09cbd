(function (stage) {
  "use strict";
  // The entry that a page's own load has in performance.getEntriesByType("navigation").
  //
  // Source: Navigation Timing Level 2.

  const { Entry, TIMING, addSource } = stage.parts.performance;

  const SIZE = 14_212; // bytes of the page, as it was sent
  const attributes = {
    initiatorType: () => "navigation", nextHopProtocol: () => "h2", renderBlockingStatus: () => "non-blocking",
    workerStart: () => 0, transferSize: () => SIZE + 300, encodedBodySize: () => SIZE, decodedBodySize: () => SIZE * 4,
    responseStatus: () => 200, deliveryType: () => "", serverTiming: () => [], type: () => "navigate", redirectCount: () => 0,
  };
  const OLD = new Set(["navigationStart", "domLoading"]);
  for (const name of Object.keys(TIMING)) if (!OLD.has(name)) attributes[name] = () => TIMING[name];

  const Timing = stage.interface({ name: "PerformanceResourceTiming", parent: Entry });
  const NavigationTiming = stage.interface({
    name: "PerformanceNavigationTiming",
    parent: Timing,
    attributes,
    methods: {
      toJSON: (s) => Object.fromEntries(
        [["name", s.name], ["entryType", s.kind], ...Object.keys(attributes).map((name) => [name, attributes[name]()])],
      ),
    },
  });

  addSource(() =>
    NavigationTiming.make({
      name: stage.parts.location.href(), kind: "navigation", start: 0, duration: 0, detail: undefined,
    }));
})
