// policy: production
// outcome: completed "big1"
// why: a module that is much larger than the sample may be
const body = "/*" + "x".repeat(1000000) + "*/ export default 'big' + 1";
import("data:text/javascript," + body).then((m) => m.default);
