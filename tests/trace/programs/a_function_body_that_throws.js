// outcome: threw
// The position counts from the first line of the source.
const o = {};
if (!o.x) { const f = () => { return o.x.y + "z" }; return f() }
