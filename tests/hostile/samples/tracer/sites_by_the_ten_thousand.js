// policy: production
// outcome: completed 10000
// why: throws, catches and appended strings in more places than a trace keeps
const source = ["let s = '';"];
for (let i = 0; i < 10000; i++) source.push("try { throw " + i + "; } catch (e) { s += e % 10; }");
source.push("s.length;");
(0, eval)(source.join("\n"));
