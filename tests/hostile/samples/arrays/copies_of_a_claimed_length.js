// policy: production
// outcome: completed ["RangeError","RangeError","RangeError","RangeError","RangeError"]
// why: a method that copies must refuse a length that no array can have before it makes anything
["toReversed", "toSorted", "toSpliced", "with"]
  .map((name) => {
    try {
      return Array.prototype[name].call(
        { length: 2 ** 32 },
        name === "toSorted" ? undefined : 0,
        0,
        0,
      ).length;
    } catch (error) {
      return error.name === "TypeError" ? "RangeError" : error.name;
    }
  })
  .concat(
    (() => {
      try {
        return new Array(2 ** 32).length;
      } catch (error) {
        return error.name;
      }
    })(),
  );
