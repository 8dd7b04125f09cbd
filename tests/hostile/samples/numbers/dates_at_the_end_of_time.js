// policy: production
// outcome: completed [8640000000000000,"NaN","NaN","RangeError","+275760-09-13T00:00:00.000Z","-271821-04-20T00:00:00.000Z","NaN"]
// why: dates end, and everything that is added to the last one must say so
const last = new Date(8.64e15);
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error.name;
  }
};
[
  last.getTime(),
  String(new Date(8.64e15 + 1).getTime()),
  String(new Date(last).setMilliseconds(1)),
  attempt(() => new Date(NaN).toISOString()),
  last.toISOString(),
  new Date(-8.64e15).toISOString(),
  String(Date.UTC(2 ** 53, 2 ** 53, 2 ** 53)),
];
