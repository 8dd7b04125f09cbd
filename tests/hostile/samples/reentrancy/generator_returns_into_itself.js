// policy: production
// outcome: completed [["TypeError",{"$type":"undefined"}],true]
// why: a generator that is running is told to return from within
const seen = [];
function* numbers() {
  try {
    generator.return(7);
  } catch (error) {
    seen.push(error.name);
  }
}
const generator = numbers();
const { value, done } = generator.next();
seen.push(value);
[seen, done];
