// policy: production
// outcome: completed ["nan","negative","text","wraps","object","infinite","one","late"]
// why: a delay is converted to a number of 32 bits, so it can wrap round, be missing or be code
const seen = [];
const log = (text) => seen.push(text);
setTimeout(log, 2147483647, "late");
setTimeout(log, NaN, "nan");
setTimeout(log, -5, "negative");
setTimeout(log, "0", "text");
setTimeout(log, 2 ** 32, "wraps");
setTimeout(log, { valueOf: () => 0 }, "object");
setTimeout(log, Infinity, "infinite");
setTimeout(log, 1, "one");
seen;
