// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: making an error calls a function of the guest's, also when the engine makes it
Error.prepareStackTrace = () => {
  for (;;);
};
null.x;
