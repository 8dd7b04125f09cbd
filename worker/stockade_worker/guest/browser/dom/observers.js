(function (stage) {
  "use strict";
  // MutationObserver, and observers of what is on the screen, which see everything they look at once.
  //
  // Source: DOM Standard, section 4.3; Intersection Observer; Resize Observer.

  const { domTree: tree, dom, events, mutation, collections, geometry } = stage.parts;
  const { wrap } = dom;

  const MAX_RECORDS = 10_000; // waiting for one observer
  const MAX_OBSERVED = 1000; // nodes by one observer

  let observing = 0; // how many registrations there are: without one nothing is looked for
  let waiting = new Set(); // observers with records
  stage.onStart(() => {
    observing = 0;
    waiting = new Set();
  });

  const MutationRecord = stage.interface({
    name: "MutationRecord",
    attributes: {
      type: (s) => s.kind,
      target: (s) => wrap(s.target),
      addedNodes: (s) => (s.addedList ??= collections.makeList(s.added ?? [])),
      removedNodes: (s) => (s.removedList ??= collections.makeList(s.removed ?? [])),
      previousSibling: (s) => wrap(s.previous),
      nextSibling: (s) => wrap(s.next),
      attributeName: (s) => s.name ?? null,
      attributeNamespace: () => null,
      oldValue: (s) => s.oldValue ?? null,
    },
  });

  // Tells every observer of the target, or of what it is in, that wants to know.
  function note(target, kind, fields, wants) {
    if (observing === 0) return;
    const told = new Set();
    for (let node = target; node !== null; node = node.parent) {
      for (const { observer, options } of node.observers ?? []) {
        if ((node !== target && !options.subtree) || told.has(observer) || !wants(options)) continue;
        told.add(observer);
        if (observer.records.length >= MAX_RECORDS) continue;
        const oldValue = options.keepsOld[kind] ? fields.before : null;
        observer.records.push(MutationRecord.make({ kind, target, ...fields, oldValue }));
        if (waiting.size === 0) stage.soon(deliver);
        waiting.add(observer);
      }
    }
  }

  function deliver() {
    const observers = [...waiting];
    waiting.clear();
    for (const observer of observers) {
      const records = observer.records.splice(0);
      if (records.length === 0) continue;
      try {
        stage.call(observer.callback, observer.self, records, observer.self);
      } catch (thrown) {
        events.report(thrown);
      }
    }
  }

  mutation.steps.watch({
    children(parent, added, removed, previous, next) {
      note(parent, "childList", { added, removed, previous, next }, (options) => options.childList);
    },
    attribute(node, name, before) {
      const wants = ({ attributes, filter }) => attributes && (filter === undefined || filter.includes(name));
      note(node, "attributes", { name, before }, wants);
    },
    data(node, before) {
      note(node, "characterData", { before }, (options) => options.characterData);
    },
  });

  function readOptions(given) {
    const options = stage.isObject(given) ? given : {};
    const childList = Boolean(options.childList);
    const subtree = Boolean(options.subtree);
    const attributeOldValue = Boolean(options.attributeOldValue);
    const characterDataOldValue = Boolean(options.characterDataOldValue);
    const filter = stage.isObject(options.attributeFilter) ? Array.from(options.attributeFilter, String) : undefined;
    const attributes =
      options.attributes === undefined ? attributeOldValue || filter !== undefined : Boolean(options.attributes);
    const characterData =
      options.characterData === undefined ? characterDataOldValue : Boolean(options.characterData);
    const keepsOld = { attributes: attributeOldValue, characterData: characterDataOldValue };
    return { childList, subtree, attributes, characterData, filter, keepsOld };
  }

  function observe(s, target, given = undefined) {
    const node = dom.nodeArgument(target, "observe", "MutationObserver");
    const options = readOptions(given);
    if (!options.childList && !options.attributes && !options.characterData) {
      throw stage.error(
        "TypeError",
        "Failed to execute 'observe' on 'MutationObserver': The options object must set at least one of 'attributes', 'characterData', or 'childList' to true.",
      );
    }
    node.observers = (node.observers ?? []).filter((one) => one.observer !== s);
    if (s.nodes.size >= MAX_OBSERVED) return;
    if (!s.nodes.has(node)) observing++;
    s.nodes.add(node);
    node.observers.push({ observer: s, options });
  }

  function functionArgument(callback, name) {
    if (stage.isFunction(callback)) return callback;
    throw stage.error("TypeError", `Failed to construct '${name}': parameter 1 is not of type 'Function'.`);
  }

  const declared = {
    create(state, callback) {
      Object.assign(state, {
        callback: functionArgument(callback, "MutationObserver"),
        records: [],
        nodes: new Set(),
      });
    },
    methods: {
      disconnect(s) {
        for (const node of s.nodes) node.observers = node.observers.filter((one) => one.observer !== s);
        observing -= s.nodes.size;
        s.nodes.clear();
        s.records = [];
      },
      observe,
      takeRecords: (s) => s.records.splice(0),
    },
  };
  stage.interface({ name: "MutationObserver", ...declared });

  // ---- what is on the screen

  // An observer that is told of each element once, soon after it has been given it.
  function onScreen(name, entryName, attributes, fieldsOf) {
    const Entry = stage.interface({ name: entryName, attributes });
    stage.interface({
      name,
      create(state, callback, _options = undefined) {
        Object.assign(state, { callback: functionArgument(callback, name), nodes: new Set() });
      },
      attributes:
        name === "IntersectionObserver"
          ? { root: () => null, rootMargin: () => "0px 0px 0px 0px", thresholds: () => [0] }
          : {},
      methods: {
        disconnect: (s) => s.nodes.clear(),
        observe(s, target) {
          const node = dom.nodeArgument(target, "observe", name, 1, "Element");
          if (s.nodes.size >= MAX_OBSERVED || s.nodes.has(node)) return;
          s.nodes.add(node);
          stage.later(16, () => s.nodes.has(node) && tellOnce(s, Entry.make(fieldsOf(node))));
        },
        takeRecords: () => [],
        unobserve: (s, target) => void s.nodes.delete(dom.unwrap(target)),
      },
    });
  }

  function tellOnce(s, entry) {
    try {
      stage.call(s.callback, s.self, [entry], s.self);
    } catch (thrown) {
      events.report(thrown);
    }
  }

  onScreen(
    "IntersectionObserver",
    "IntersectionObserverEntry",
    {
      time: (s) => s.time,
      rootBounds: () => null,
      boundingClientRect: (s) => geometry.rectOf(s.node),
      intersectionRect: (s) => geometry.rectOf(s.node),
      isIntersecting: (s) => s.node.connected,
      intersectionRatio: (s) => (s.node.connected ? 1 : 0),
      target: (s) => wrap(s.node),
    },
    (node) => ({ node, time: stage.clock.elapsed() }),
  );

  const boxes = (s) => [{ blockSize: geometry.boxOf(s.node).height, inlineSize: geometry.boxOf(s.node).width }];
  onScreen(
    "ResizeObserver",
    "ResizeObserverEntry",
    {
      target: (s) => wrap(s.node),
      contentRect: (s) => geometry.rectOf(s.node),
      borderBoxSize: boxes,
      contentBoxSize: boxes,
      devicePixelContentBoxSize: boxes,
    },
    (node) => ({ node }),
  );
});
