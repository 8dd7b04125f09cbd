// policy: production
// outcome: completed ["own","TypeError","second"]
// why: what super means is looked up anew each time, and the lookup is the guest's code
const home = {
  __proto__: { x: "first" },
  read() {
    Object.setPrototypeOf(home, { x: "second" });
    return super.x;
  },
  write() {
    super.y = "own";
    return this.y;
  },
  call() {
    Object.setPrototypeOf(home, null);
    return super.z();
  },
};
const { read, write, call } = home;
const first = read.call({});
const second = write.call({});
let end;
try {
  call.call({});
} catch (error) {
  end = error.name;
}
[second, end, first];
