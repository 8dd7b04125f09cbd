// Tagged templates keep their strings object for each place; substitutions convert in order.
const log = []; const thing = (name) => ({ toString() { log.push(name + " string"); return name }, valueOf() { log.push(name + " value"); return name + "v" } });
const tag = (strings, ...values) => strings; const again = () => tag`a${1}b`; const other = () => tag`a${1}b`; function inLoop() { const seen = new Set(); for (let i = 0; i < 3; i++) seen.add(tag`x${i}`); return seen.size }
const raw = String.raw`\n${1}\u0041${"x" + 2}`; const bad = ((s) => s[0])`\unicode`; class T { static t = tag`static`; m() { return tag`method` } }
const nested = `a${`b${`c${thing("n")}`}`}`; const curry = (s) => (t) => s.raw[0] + t.raw[0]; const attempt = (f) => { try { return f() } catch (e) { return e.message } };
[again() === again(), again() === other(), inLoop(), raw, bad, Object.isFrozen(again()), again().raw.length, new T().m() === new T().m(), `${thing("a")}-${thing("b")}`, "" + thing("c") + thing("d"), thing("e") + `x`, attempt(() => `${Symbol("s")}`), attempt(() => "" + Symbol("s")), nested, curry`x``y`, new (function () { this.s = tag`ctor` })().s.length, eval("tag`e`") === eval("tag`e`"), `line
break`, `\`${"`"}\${`, `${""}`, `${[1, [2, 3]]}`, `${{}}`, `${null}${undefined}${true}`, tag`${1}${2}`.length, (() => `r${1}`)(), String.raw({ raw: "xyz" }, 1, 2), log];
