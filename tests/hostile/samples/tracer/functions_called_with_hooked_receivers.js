// policy: production
// outcome: completed [[1,"ar",true],[2,"br",true],["b","xr",true],"AB","1+2",["p","cr",true],{"made":"d"},"C",true,["D\u0000"],"EF","A","\\x1","A","A"]
// why: call, apply, bind, Reflect and Proxy around everything that hooks touch
function f(a) { for (const x of [a]) { return [this?.t, x + "r", new.target === undefined]; } }
const p = new Proxy(f, { apply: (t, self, args) => Reflect.apply(t, { t: "p" }, args), construct: (t, args) => ({ made: args[0] }) });
const q = new Proxy(String.fromCharCode, {});
const b1 = f.bind({ t: "b" }, "x"), b2 = String.fromCharCode.bind(null, 65), b3 = Function.prototype.call.bind(Array.prototype.join);
[f.call({ t: 1 }, "a"), f.apply({ t: 2 }, ["b"]), b1(), b2(66), b3([1, 2], "+"), p("c"), new p("d"), q(67), Reflect.construct(f, ["e"], Date) instanceof Array,
 Array.from([68], String.fromCharCode), [69, 70].map((x) => String.fromCharCode(x)).join(""), "%41".replace(/%(..)/, (_, h) => String.fromCharCode("0x" + h)), String.raw`\x${1}`, unescape("%u0041"), atob("QQ==")];
