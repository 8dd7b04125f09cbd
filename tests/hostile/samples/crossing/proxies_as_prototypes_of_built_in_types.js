// policy: production
// outcome: completed 5
// console: 5 kept, 0 dropped
// why: what kind of thing a value is must be told without its prototype, which is a proxy
const trap = new Proxy({}, {
  get(_, key) {
    for (;;);
  },
  getPrototypeOf() {
    for (;;);
  },
});
const values = [new Map(), new Date(0), /x/, new Uint8Array(2), new Error("e")];
for (const value of values) {
  Object.setPrototypeOf(value, trap);
  console.log(value);
}
values.length;
