// policy: production
// outcome: completed [1,2,3,4,5,6,7,8]
// why: the comparator empties the array that is being sorted; the sorted copy is written back
const array = [8, 7, 6, 5, 4, 3, 2, 1];
array.sort((a, b) => {
  array.length = 0;
  return a - b;
});
array;
