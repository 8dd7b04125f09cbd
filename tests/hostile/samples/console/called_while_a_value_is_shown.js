// policy: production
// outcome: completed 0
// console: [["log","{ a: [Getter], b: [Setter], c: [Getter/Setter] } [Function: f] [class]"],["log","after"]]
// why: nothing of a value is called while it is shown, so nothing can log in between
const f = Object.defineProperty(function f() {}, Symbol.toPrimitive, {
  value() {
    console.log("never");
  },
});
const value = {
  get a() {
    console.log("never");
  },
  set b(_) {},
  get c() {
    return 1;
  },
  set c(_) {},
};
console.log(value, f, "[class]");
console.log("after");
0;
