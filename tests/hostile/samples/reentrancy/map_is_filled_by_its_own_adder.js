// policy: production
// outcome: completed [3,"TypeError",true]
// why: constructing from entries calls methods that the guest has put there, with the half-made object
class Mine extends Map {
  set(key, value) {
    if (key < 3) this.set(key + 1, value);
    return super.set(key, value);
  }
}
const made = new Mine([[1, "x"]]);
let closed = false;
let end;
try {
  new Mine({
    [Symbol.iterator]: () => ({
      next: () => ({ done: false, value: 5 }),
      return: () => ((closed = true), {}),
    }),
  });
} catch (error) {
  end = error.name;
}
[made.size, end, closed];
