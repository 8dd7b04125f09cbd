// policy: production
// outcome: completed ["a","d"]
// why: what for-in has still to visit is deleted, replaced and moved to the prototype
const object = { a: 1, b: 2, c: 3, d: 4 };
const seen = [];
for (const key in object) {
  seen.push(key);
  delete object.b;
  delete object.c;
  Object.setPrototypeOf(object, { __proto__: { x: 1 }, y: 2 });
  for (let i = 0; i < 1000; i++) object["n" + i] = i;
}
seen;
