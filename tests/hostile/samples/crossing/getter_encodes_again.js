// policy: production
// outcome: completed {"a":{"deep":[1,{"$ref":"$"}]},"b":2}
// why: a getter that returns what is being read, and throws away what came before
const object = {
  get a() {
    return { deep: [1, object] };
  },
  b: 2,
};
object;
