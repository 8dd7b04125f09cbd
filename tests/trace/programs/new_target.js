// new.target, through every way to construct.
function F() { if (!new.target) return new F(...arguments); this.t = new.target.name; this.a = (() => new.target === F)(); this.e = eval("new.target") === F; for (const x of arguments) this.l = (this.l || "") + x }
class G extends F {} function H() { return Reflect.construct(F, [1, 2], new.target || G) }
const bound = F.bind(null, "b"); const proxied = new Proxy(F, { construct(t, args, n) { return Reflect.construct(t, [...args, "p"], n === proxied ? t : n) } });
[F("x"), new F("y"), new G("z"), H(), new H(), new bound("c"), new proxied("d"), Reflect.construct(F, [], G), Reflect.construct(function () { this.n = new.target === Array }, [], Array).n].map((o) => (typeof o === "object" ? [o.constructor.name, o.t, o.a, o.e, o.l] : o));
