// eval gives back what is no string, and does not convert.
let converted = 0;
const o = { toString() { converted++; return "1 + 1" } };
[eval(), eval(5), eval(null), eval(new String("1 + 1")) instanceof String, eval(o) === o, eval([1]).length, eval(undefined), eval(() => 1)(), eval(true), eval("1 + 1", converted++), converted, Function(o)(), new Function({ toString: () => "a" }, "b", "return 1").length, converted, typeof eval(Symbol.iterator), eval(10n), eval(new Proxy({}, {})) !== null];
