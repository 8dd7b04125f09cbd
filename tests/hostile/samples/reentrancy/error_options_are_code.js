// policy: production
// outcome: completed ["m","c","e1","TypeError"]
// why: making an error converts a message, reads a cause and walks a list, all of the guest's
const error = new AggregateError(
  (function* () {
    yield "e1";
    Object.setPrototypeOf(AggregateError.prototype, null);
  })(),
  { toString: () => "m" },
  {
    get cause() {
      return "c";
    },
  },
);
let end;
try {
  Error.captureStackTrace(Object.freeze({}));
  end = "TypeError";
} catch (thrown) {
  end = thrown.name;
}
[error.message, error.cause, error.errors[0], end];
