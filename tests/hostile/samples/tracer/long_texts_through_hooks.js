// policy: production
// outcome: completed [1200000200,2000006]
// why: megabytes are appended, returned, thrown and caught
const big = "abcdefgh".repeat(250000);
const give = (s) => s;
function more(s) { return s + "!"; }
let total = 0, s = "";
for (let i = 0; i < 200; i++) {
  total += give(big).length + more(big).length;
  try { throw big; } catch (e) { total += e.length; }
  s = `${i}${big}`;
  s += i;
}
[total, s.length];
