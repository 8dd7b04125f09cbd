// policy: production
// kind: script
// outcome: completed [1,1,1,{"$type":"undefined"},2,2,1,3,{"$type":"undefined"},5,7,9,11,1,1,13,14,"15","ab",16,1,"abc","a",{"$type":"undefined"},19,20,{},1,{"$type":"undefined"},{"$type":"undefined"},22,23,{"$type":"undefined"},{"$type":"undefined"},{"$type":"undefined"}]
// why: what a piece of code amounts to, for each kind of statement
const texts = [
  "1; ", "1; var x = 2;", "1; {}", "1; if (0) 2;", "1; if (1) 2; else 3", "for (var i = 0; i < 3; i++) i;",
  "var j = 0; while (j < 2) j++;", "var k = 0; do { k++; } while (k < 4);", "1; for (const q of []) q;", "try { 5 } finally { 6 }",
  "try { throw 7 } catch (e) { e }", "switch (1) { case 1: 8; case 2: 9; break; case 3: 10 }", "l: { 11; break l; 12 }", "1; function f() {}",
  "1; class A {}", "with ({ a: 13 }) a;", "'use strict'; 14", "`${15}`", "var s = 'a'; s += 'b'", "(() => { return 16 })()", "1; ;;;", "x = s + 'c'",
  "for (var p in { a: 1 }) { p; continue; }", "do { 17; if (true) { break; } 18; } while (false)", "eval('19;')", "1; throw_ = 20; debugger", "({})", "1; let y; ", "if (1) { } ", "20; while (false) 21;",
  "do 22; while (0)", "2; do { 23; continue; } while (false)", "3; try { } finally { 24 }", "4; for (;;) { break }", "5; for (const a of [1, 2]) { if (a == 2) break; a }",
];
texts.map((text) => {
  try { return (0, eval)(text); } catch (e) { return e.name; }
});
