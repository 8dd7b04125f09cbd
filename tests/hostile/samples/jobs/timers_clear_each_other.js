// policy: production
// outcome: completed ["a","c","i","i"]
// why: timers that clear themselves, those that are due at the same moment, and those that were cleared
const seen = [];
const a = setTimeout(() => {
  seen.push("a");
  clearTimeout(a);
  clearTimeout(b);
  clearInterval(b);
}, 1);
const b = setTimeout(() => seen.push("b"), 1);
setTimeout(() => seen.push("c"), 1);
const i = setInterval(() => {
  seen.push("i");
  if (seen.length > 3) clearTimeout(i);
}, 1);
clearTimeout(-1);
clearTimeout(2 ** 31);
clearTimeout(null);
clearTimeout("x");
clearTimeout();
seen;
