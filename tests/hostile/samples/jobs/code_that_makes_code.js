// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: each piece of code compiles the next and asks for it to be run later
(function again(generation) {
  setTimeout(new Function("again", `again(${generation} + 1)`), 0, again);
  (0, eval)(`/* ${generation} */ 0`);
})(1);
