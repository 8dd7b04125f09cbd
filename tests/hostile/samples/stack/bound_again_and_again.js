// policy: production
// outcome: threw RangeError
// why: a chain of bound functions is native recursion when it is called
let call = () => 1;
for (let i = 0; i < 1e5; i++) {
  Object.defineProperty(call, "name", { value: "" });
  call = call.bind();
}
call();
