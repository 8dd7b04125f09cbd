// policy: production
// outcome: threw Error
// why: errors that cause each other in a circle
const first = new Error("first");
const second = new Error("second", { cause: first });
first.cause = second;
throw first;
