// policy: production
// outcome: completed [602,604]
// why: properties whose getters return strings that grow, from loops in loops
let calls = 0;
const o = { get s() { calls++; return this._s = (this._s ?? "") + "x"; }, set s(v) { calls++; this._s = v; } };
for (let i = 0; i < 100; i++) for (let j = 0; j < 3; j++) o.s += `${j}`;
o.s = o.s + "end";
[calls, o._s.length];
