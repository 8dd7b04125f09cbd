// policy: production
// outcome: completed [true,1,1]
// why: a rope as the name of a property, a key and a case must mean what its text means
const left = "a".repeat(5000);
const right = "b".repeat(5000);
const rope = left + right;
const flat = (left + right).split("").join("");
const object = { [rope]: 1 };
let which = 0;
switch (rope) {
  case flat:
    which = 1;
}
[object[flat] === 1 && flat in object, new Map([[rope, 1]]).get(flat), which];
