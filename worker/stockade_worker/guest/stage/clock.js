(function (stage, border) {
  "use strict";
  // Time and chance of a persona: virtual, seeded, the guest's own clock.

  const { clockNow, advanceClock, markPlace, timers } = stage.guestParts;

  const clock = {
    now: () => Math.floor(border.epoch() + clockNow()), // ms since 1970
    elapsed: () => clockNow(), // ms since the run began
    sleep: (ms) => {
      const wait = Number(ms);
      if (wait > 0) advanceClock(clockNow() + Math.min(wait, 1e12));
    },
  };

  // A generator of its own, or what a persona asks would show in the guest's Math.random.
  // Source: mulberry32, public domain.
  let state = 0;
  function chance() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  // What `fn` does is told with the place that the guest is at now.
  function fromHere(fn) {
    const place = markPlace();
    if (place < 0) return fn;
    return () => {
      border.standAt(place);
      try {
        return fn();
      } finally {
        border.standAt(-1);
      }
    };
  }

  // Runs `fn` of the stage later, in the order of the guest's timers. Returns an id for `cancel`.
  const later = (ms, fn) => timers.add(fromHere(fn), ms, [], false, false);
  const cancel = (id) => timers.clear(id);
  const { then } = Promise.prototype;
  const done = Promise.resolve();
  const soon = (fn) => {
    Reflect.apply(then, done, [fromHere(fn)]);
  };

  // An error that nothing catches: it is reported, and the rest goes on.
  const report = (error) => {
    later(0, () => {
      throw error;
    });
  };

  // What nothing has caught, an error or a promise's reason: a host with handlers for that asks them first. The
  // worker calls this, and counts the error unless one of them has dealt with it.
  const askers = [];
  const uncaught = (thrown, isRejection) => askers.some((ask) => ask(thrown, isRejection));

  // What a host does at the end: each is called when nothing is left to do, and once more, with true, when
  // nothing is left of what came of that.
  const enders = [];
  function end(isLast) {
    for (const ender of enders) ender(isLast);
  }

  // What a host tells the sample, if that is a module, in its import.meta.
  const describers = [];
  function describeModule(meta) {
    for (const describe of describers) describe(meta);
  }

  const starters = [];
  function start(text, source) {
    const given = JSON.parse(text);
    stage.source = source;
    stage.seed = given.seed;
    stage.given = given;
    state = given.seed | 0;
    const begin = given.profile.now_ms;
    if (typeof begin === "number") border.setEpoch(begin);
    for (const starter of starters) starter();
  }

  Object.assign(stage, {
    clock: clock, chance: chance, later: later, cancel: cancel, soon: soon, report: report, start: start,
    uncaught: uncaught, onUncaught: (ask) => void askers.push(ask),
    end: end, onEnd: (fn) => void enders.push(fn),
    describeModule: describeModule, onModule: (describe) => void describers.push(describe),
    onStart: (fn) => void starters.push(fn),
  });
})
