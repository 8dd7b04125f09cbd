// policy: production
// outcome: completed [["b","a"],true,"ReferenceError"]
// why: a resource that is disposed of moves the stack that it belongs to, and adds to it
const order = [];
const stack = new DisposableStack();
let end;
stack.adopt("a", (name) => order.push(name));
stack.defer(() => {
  order.push("b");
  try {
    stack.move().dispose();
  } catch (error) {
    end = error.name;
  }
});
stack.dispose();
[order, stack.disposed, end];
