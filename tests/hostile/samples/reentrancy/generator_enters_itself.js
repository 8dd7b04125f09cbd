// policy: production
// outcome: completed ["TypeError",1]
// why: a generator that is running is started again from within
let inner;
function* numbers() {
  try {
    generator.next();
  } catch (error) {
    inner = error.name;
  }
  yield 1;
}
const generator = numbers();
const first = generator.next().value;
[inner, first];
