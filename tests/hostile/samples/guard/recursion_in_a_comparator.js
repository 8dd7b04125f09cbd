// policy: production
// outcome: limit call_depth
// by: guard
// why: sort may not go on with another pair
const compare = () => {
  try {
    return compare();
  } catch {
    return 1;
  }
};
Array.from({ length: 100 }, (_, i) => i).sort(compare);
