// policy: production
// outcome: completed "{\"b\":1}"
// why: the list of wanted keys is read element by element, and shrinks meanwhile
const wanted = ["x", "a"];
Object.defineProperty(wanted, 0, {
  get() {
    wanted.length = 1;
    return new String("b");
  },
});
JSON.stringify({ a: 0, b: 1 }, wanted);
