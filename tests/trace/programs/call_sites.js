// What a formatter of stacks is given.
Error.prepareStackTrace = (error, sites) => sites.map((site) => {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(site)).filter((name) => /^(get|is)/.test(name) && name !== "getThis");
  return methods.map((name) => { try { const value = site[name](); return name + "=" + (typeof value === "function" ? "function " + value.name : String(value)) } catch (e) { return name + "!" + e.message } }).join(" ");
});
function f() { return new Error("x").stack } const g = () => { for (;;) { return f() } };
class A { m() { return g() + "" } static s() { return new A().m() } }
[f(), g(), A.s(), eval("f()"), Function("f", "return f()")(f), [1].map(g), String(f).length];
