// policy: production call_depth=20
// outcome: limit call_depth
// by: guard
// why: the calls between guest functions are made by native code
const a = () => [1].map(b);
const b = () => "x".replace(/x/, c);
const c = () => JSON.stringify({ toJSON: d });
const d = () => Reflect.apply(a, null, []);
a();
