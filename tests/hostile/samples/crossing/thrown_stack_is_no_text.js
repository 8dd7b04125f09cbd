// policy: production
// outcome: threw Error
// why: a stack may be replaced by anything, here by what loops when it is made into text
const trap = () => {
  for (;;);
};
throw Object.defineProperty(new Error("x"), "stack", { value: { toString: trap } });
