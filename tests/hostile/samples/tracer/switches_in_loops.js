// policy: production
// outcome: completed [["zero","end0","one","end1","other","four","other","four","four","end5"],["big","two","small"],"two"]
// why: fall through, defaults in the middle, names that are declared in one clause and used in another
const seen = [];
for (let i = 0; i < 6; i++) {
  switch (i) {
    case 0: var x = "zero"; seen.push(x); break;
    default: x = "other"; seen.push(x);
    case 4: seen.push("four"); function inner() { return "inner" + i; }
    case 5: { if (i === 5) break; } continue;
    case (() => { return 1; })(): seen.push("one"); for (;;) { break; }
  }
  seen.push("end" + i);
}
const of = (v) => { switch (true) { case v > 2: return "big"; case v > 1: { return "two"; } default: throw "small"; } };
const values = [3, 2, 1].map((v) => { try { return of(v); } catch (e) { return e; } });
let completion = eval("for (let i = 0; i < 3; i++) switch (i) { case 1: i + 10; break; case 2: 'two'; }");
[seen, values, completion];
