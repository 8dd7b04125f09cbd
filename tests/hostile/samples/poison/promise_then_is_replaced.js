// policy: production
// outcome: completed 42
// why: waiting for the program's promise must not go through a method that the guest has replaced
Promise.prototype.then = Promise.prototype.constructor = function () {
  for (;;);
};
(async () => 42)();
