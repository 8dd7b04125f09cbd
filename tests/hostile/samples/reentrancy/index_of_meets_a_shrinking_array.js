// policy: production
// outcome: completed [-1,-1,false]
// why: converting the start index empties the array that is being searched
const search = (method) => {
  const array = [1, 2, 3, 4];
  const start = {
    valueOf() {
      array.length = 0;
      return 0;
    },
  };
  return array[method](3, start);
};
[search("indexOf"), search("lastIndexOf"), search("includes")];
