// policy: production
// outcome: completed [0,{"$type":"undefined"}]
// why: converting the count shortens the array that is being spliced
const array = [1, 2, 3, 4];
const removed = array.splice(0, {
  valueOf() {
    array.length = 0;
    return 4;
  },
});
[array.length, removed[0]];
