(function (stage) {
  "use strict";
  // Choices that follow from a number alone: `stage.parts.seeded`. The sample's Math.random is another
  // generator, and so is `stage.chance`: what a sample does must not change whom it meets.

  const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const LOWER = UPPER.toLowerCase();
  const DIGITS = "0123456789";
  const WORD = UPPER + LOWER + DIGITS;

  // Source: mulberry32, public domain.
  function chooser(seed) {
    let state = (Number(seed) ^ 0x5f3759df) >>> 0;
    const next = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    const below = (bound) => Math.floor(next() * bound);
    const of = (list) => list[below(list.length)];
    const letters = (alphabet, count) => Array.from({ length: count }, () => of(alphabet)).join("");
    return { below, of, letters, between: (low, high) => low + below(high - low + 1) };
  }

  // Returns a number for a text (FNV-1a).
  function hashOf(text) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return hash;
  }

  stage.parts.seeded = { chooser, hashOf, UPPER, LOWER, DIGITS, WORD };
});
