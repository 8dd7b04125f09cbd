// policy: production
// outcome: threw RangeError
// why: operators that only an async function has
const source = "async () => " + "await ".repeat(300000) + "1";
(0, eval)(source);
