// policy: production
// outcome: completed ["inner","handler","outer"]
// why: converting a delay or a handler sets other timers, in the middle of setting one
globalThis.seen = [];
setTimeout(() => seen.push("outer"), {
  valueOf() {
    setTimeout(() => seen.push("inner"), 0);
    return 1;
  },
});
setTimeout({
  toString() {
    for (let i = 0; i < 200; i++) clearTimeout(setTimeout(() => seen.push("never"), 0));
    return "seen.push('handler')";
  },
});
seen;
