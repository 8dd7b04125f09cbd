// finally that returns, breaks, continues and throws.
function f1() { try { return "try" + log("t") } finally { log("f") } } function f2() { try { return "a" + 1 } finally { return "b" + 2 } } function f3() { for (;;) { try { return "x" } finally { break } } return "after" } function f4() { for (let i = 0; i < 3; i++) { try { if (i < 2) continue; return "i" + i } finally { log(i) } } } function f5() { try { throw "a" } catch (e) { try { throw e + "b" } catch (e) { return e + "c" } finally { log("inner") } } finally { log("outer") } }
function f6() { try { throw new Error("first") } finally { return "swallowed" } } function f7() { let x = "old"; try { return x } finally { x = "new" } } function* f8() { try { yield 1; yield 2 } finally { yield "cleanup"; log("closed") } } function f9() { l: try { return "r" } finally { break l } return "broke" }
const logged = []; function log(x) { logged.push(x); return x }
const g = f8(); const steps = [g.next(), g.return("early"), g.next(), g.next()].map((s) => s.value + ":" + s.done);
function f10() { try { try { throw 1 } finally { throw 2 } } catch (e) { return e } } const f11 = () => { try { return (() => { throw "t" })() } catch { return "c" } finally { log("arrow") } };
[f1(), f2(), f3(), f4(), f5(), f6(), f7(), f9(), f10(), f11(), steps, logged];
