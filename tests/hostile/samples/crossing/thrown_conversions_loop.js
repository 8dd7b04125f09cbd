// policy: production
// outcome: threw ""
// why: the other ways in which an object can be asked for its text
const trap = () => {
  for (;;);
};
throw { [Symbol.toPrimitive]: trap, valueOf: trap, inspect: trap, [Symbol.toStringTag]: "Error" };
