// policy: production
// kind: script
// outcome: completed [0,3,4,5,9,6,6,[7],8,9,11,10,12,13,14,"f",16,"TypeError",true,17,18,19,20]
// why: patterns, defaults, names that are keywords elsewhere, and none at all
const seen = [];
try { throw 1; } catch { seen.push(0); }
try { throw 2; } catch (e) { var e = 3; seen.push(e); }
try { throw { a: 4, b: [5] }; } catch ({ a, b: [b], c = a + b }) { seen.push(a, b, c); }
try { throw [6, , 7]; } catch ([x, y = x, ...z]) { seen.push(x, y, z); }
try { throw 8; } catch (async) { seen.push(async); }
try { throw 9; } catch (of) { for (of of [of]) seen.push(of); }
try { throw 10; } catch (let_) { { let let_ = 11; seen.push(let_); } seen.push(let_); }
try { throw 12; } catch (\u0061b) { seen.push(ab); }
try { throw 13; } catch (\u{64}) { seen.push(eval("d")); }
try { throw { get [(() => "k")()]() { return 14; } }; } catch ({ k = 0 }) { seen.push(k); }
try { try { throw 15; } catch (e) { throw e + 1; } finally { seen.push("f"); } } catch (e) { seen.push(e); }
try { null.x; } catch ({ name, message: { length } }) { seen.push(name, length > 0); }
try { throw 17; } catch (arguments_) { "use strict"; seen.push(arguments_); }
try { throw 18; } catch (yield_) { (() => { seen.push(yield_); })(); }
try { throw 19; } catch ($) { seen.push($); }
try { throw 20; } catch (π) { seen.push(π); }
seen;
