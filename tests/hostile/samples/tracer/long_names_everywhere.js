// policy: production cpu_seconds=10 wall_seconds=60
// outcome: completed ["1",100000,1,"m1",300]
// why: names, specifiers and labels of a hundred thousand characters, in functions, classes and properties
const name = "n".repeat(100000);
const made = (0, eval)("(function " + name + "(" + name + "x) { " + name + "l: for (;;) { break " + name + "l } try { throw 1 } catch (" + name + "e) { return " + name + "e + '' } })");
const o = (0, eval)("({ ['" + name + "']: () => 1, " + name + "m() { return 'm' + 1 }, #: 1 }".replace(", #: 1", "") + ")");
const calls = [];
for (let i = 0; i < 300; i++) calls.push((0, eval)("(function " + name + i + "() { return " + i + " })")());
[made(), made.name.length, o[name](), o[name + "m"](), calls.length];
