// policy: production
// outcome: completed [{"value":"clean","done":false},{"value":"new","done":true},["a","b"]]
// why: a generator that is told to end answers with more values, and with a return of its own
const first = (function* () {
  try {
    yield 1;
  } finally {
    yield "clean";
    return "new";
  }
})();
first.next();
const one = first.return("old");
const two = first.next();
const order = [];
const second = (function* () {
  try {
    yield* (function* () {
      try {
        yield;
      } finally {
        order.push("a");
      }
    })();
  } finally {
    order.push("b");
  }
})();
second.next();
second.return();
[one, two, order];
