// policy: production
// outcome: completed 100001
// why: loops that end by every way out, a hundred thousand turns in all
let turns = 0;
for (let i = 0; i < 20000; i++) turns++;
for (const x of Array(20000).keys()) { turns++; if (x === 19999) break; }
let w = 0;
while (w < 20000) { w++; turns++; continue; }
do { turns++; } while (turns % 20000);
(function () { for (;;) if (++turns >= 80000) return; })();
for (const k in new Array(20000).fill(0)) ++turns;
turns;
