// policy: production
// outcome: completed [[1,false],[{"$type":"undefined"},true]]
// why: requests are queued while the generator that serves them is being closed
(async () => {
  async function* numbers() {
    try {
      yield 1;
    } finally {
      generator.next();
      generator.return(5);
    }
  }
  const generator = numbers();
  const first = await generator.next();
  const second = await generator.next();
  return [
    [first.value, first.done],
    [second.value, second.done],
  ];
})();
