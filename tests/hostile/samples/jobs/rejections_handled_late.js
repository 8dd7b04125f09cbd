// policy: production
// outcome: completed "quiet"
// why: a rejection that is handled in a later job, before the run looks for unhandled ones, is none
const late = Promise.reject(new Error("late"));
Promise.resolve().then(() => Promise.resolve()).then(() => late.catch(() => undefined));
"quiet";
