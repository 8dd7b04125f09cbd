// policy: production
// outcome: completed ["refused","refused","refused","refused","refused","refused","refused","refused","refused","refused",67108863]
// why: other ways to ask for the text of a rope that is longer than the heap
let rope = "";
for (let i = 0; i < 26; i++) rope += rope + "x";
const ways = [
  () => ({})[rope],
  () => Symbol(rope),
  () => JSON.stringify(rope),
  () => /y/.test(rope),
  () => rope.split("x"),
  () => eval(rope),
  () => new Function(rope),
  () => Object.keys(rope),
  () => rope.normalize(),
  () => new Map([[rope, 1]]).get(rope + "y") ?? nothing,
];
const ends = ways.map((way) => {
  try {
    way();
    return "done";
  } catch {
    return "refused";
  }
});
[...ends, rope.length];
