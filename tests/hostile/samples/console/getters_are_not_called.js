// policy: production
// outcome: completed 0
// console: [["log","{ a: [Getter] }"],["log","[Proxy]"]]
// why: showing a value must not run the code in it
const trap = () => {
  for (;;);
};
console.log({
  get a() {
    for (;;);
  },
});
console.log(new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap }));
0;
