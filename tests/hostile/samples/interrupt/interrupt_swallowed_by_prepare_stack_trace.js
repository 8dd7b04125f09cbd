// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: the error that a trace is made for outranks what goes wrong in making it, the interruption too
Error.prepareStackTrace = () => {
  for (;;);
};
let end;
try {
  null.x;
} catch {
  end = "escaped";
}
end;
