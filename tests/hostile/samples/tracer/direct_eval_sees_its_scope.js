// policy: production
// kind: script
// outcome: completed ["0i","1i","ab","abb01",false,true,1,"function","ab","global","AA","function","object","object","object",true,{"$type":"undefined"},"x","1!","1x"]
// why: names of the function around, new ones that it adds, and this, new.target and super
const seen = [];
function f(a) {
  let b = "b";
  eval("var c = a + b; function g() { return c + b; }");
  for (let i = 0; i < 2; i++) { eval("b += i"); seen.push(eval("let i2 = i; i2 + 'i'")); }
  seen.push(c, g(), eval("this === undefined"), eval("new.target === undefined"), eval("arguments.length"), typeof eval("(() => a)"));
  (0, eval)("var c = 'global'");
  return eval("eval('eval(\"c\")')");
}
seen.push(f("a"), c);
class A { m() { return "A"; } }
class B extends A { m() { return eval("super.m()") + eval("() => super.m()")(); } }
const e = eval; seen.push(new B().m(), e("typeof f"), (eval)("typeof seen"), eval?.("typeof seen"), eval(...["typeof seen"]), eval({}) !== null, eval(), eval("'x'", 1));
{ const eval2 = 1; let evil = (eval) => eval("1"); seen.push(evil((s) => s + "!")); }
try { eval("let seen = 1; throw seen + 'x'"); } catch (x) { seen.push(x); }
seen;
