// policy: production
// outcome: completed [3,"TypeError",true]
// why: a half-used iterator over a rope, and one that is used on a foreign object
const rope = "a".repeat(300) + "😀".repeat(300);
const iterator = rope[Symbol.iterator]();
iterator.next();
let end;
try {
  iterator.next.call(rope);
} catch (error) {
  end = error.name;
}
[[..."a😀b"].length, end, [...iterator].length === 599];
