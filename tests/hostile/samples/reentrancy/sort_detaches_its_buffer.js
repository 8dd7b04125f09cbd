// policy: production
// outcome: completed 0
// why: the comparator gives the memory away that is being sorted
const array = new Float64Array(1000).map((_, i) => -i);
array.sort((a, b) => {
  if (!array.buffer.detached) array.buffer.transfer();
  return a - b;
});
array.length;
