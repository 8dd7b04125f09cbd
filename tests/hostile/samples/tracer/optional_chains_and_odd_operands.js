// policy: production
// outcome: completed ["c",{"$type":"undefined"},true,"undefined","undefined",{"$type":"undefined"},true,"stuv","n1","m1",0,{"k0":"ac","k1":"acd"},2,9,"x,y","q","w","a",["b"],"k0","0.5x","-34",11,"a1","t1"]
// why: operands that are no values: of delete, typeof, new, super and chains
const o = { a: { b() { return this.c; }, c: "c" }, s: "s" };
const seen = [o?.a?.b?.(), o.x?.y.z.q(), delete o?.a?.c, typeof undeclared, typeof (() => {})(), void 0, delete o.zz];
o.s += "t" + "u"; o["s"] = o["s"] + `v`; o.a.n ??= "n" + 1;
seen.push(o.s, o.a.n, new (class { m = "m" + 1; })().m, new Date(...[0]).getTime());
let i = 0;
const keys = () => "k" + i++;
const q = { k0: "a", k1: "b" };
q[keys()] += "c"; q[keys()] = q.k0 + "d";
seen.push(q, i, (0, o.a.b)?.call({ c: 9 }), ((a, b) => a + "," + b)(...["x"], ..."y"));
for (o.a.n of ["p", "q"]); for (o["r" + 1] in { w: 1 });
[o.t = "t" + 1, ...o.rest] = ["a", "b"]; ({ k0: o.k = "k" + 0 } = {});
seen.push(o.a.n, o.r1, o.t, o.rest, o.k, 2 ** -1 + "x", -"3" + "4", +"5" + +"6", "a" + - -1, `${`${"t" + 1}`}`);
seen;
