// policy: production
// outcome: limit output
// by: engine
// why: each object has a class of its own with a long name, all of which would be written out
Array.from({ length: 20000 }, (_, i) => {
  const type = class {};
  Object.defineProperty(type, "name", { value: "n".repeat(190) + i });
  return new type();
});
