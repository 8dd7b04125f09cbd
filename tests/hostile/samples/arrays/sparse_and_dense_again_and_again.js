// policy: production
// outcome: completed [100000,99999,4294967295]
// why: an array that turns from dense to sparse and back must neither lose elements nor keep old ones
const list = Array.from({ length: 100000 }, (_, i) => i);
for (let i = 0; i < 50; i++) {
  list[2 ** 32 - 2] = i;
  list.length = 100000;
  delete list[5];
  list[5] = 5;
}
const far = [];
far[2 ** 32 - 2] = 1;
[list.length, list.at(-1), far.length];
