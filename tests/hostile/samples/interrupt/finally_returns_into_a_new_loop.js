// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: a return in a finally block drops the pending exception, and the caller starts over
function stubborn() {
  try {
    for (;;);
  } finally {
    return "not interrupted";
  }
}
for (;;) stubborn();
