// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: a switch in a finally block leaves by falling through to a return
const attempt = () => {
  for (;;) {
    try {
      for (;;);
    } finally {
      switch (attempt) {
        default:
        case 1:
          return "escaped";
      }
    }
  }
};
for (;;) attempt();
