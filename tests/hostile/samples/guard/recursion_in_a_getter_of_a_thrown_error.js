// policy: production
// outcome: limit call_depth
// by: guard
// why: reading the thrown object is part of the run
const error = new Error("x");
Object.defineProperty(error, "message", {
  get: function get() {
    return get();
  },
});
throw error;
