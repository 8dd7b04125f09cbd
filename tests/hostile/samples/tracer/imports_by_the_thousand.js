// policy: production
// outcome: completed 1124250
// why: a thousand modules at once, most of which the trace has no place for
const all = [];
for (let i = 0; i < 1500; i++) all.push(import("data:text/javascript,export default " + i));
Promise.all(all).then((modules) => modules.reduce((sum, m) => sum + m.default, 0));
