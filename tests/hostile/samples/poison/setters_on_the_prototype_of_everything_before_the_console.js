// policy: production
// outcome: completed 0
// console: [["log","a 1 [ 2 ]"]]
// why: adding an element to a list of ours would call a setter of the guest's and hand it over
for (const prototype of [Object.prototype, Array.prototype]) {
  for (const name of ["0", "1", "2", "text", "more", "left", "inside", "loops"]) {
    Object.defineProperty(prototype, name, {
      set() {
        for (;;);
      },
    });
  }
}
console.log("a", 1, [2]);
0;
