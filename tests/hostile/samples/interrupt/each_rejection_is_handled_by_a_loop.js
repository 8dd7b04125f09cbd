// policy: production cpu_seconds=0.1
// outcome: limit cpu
// by: engine or psutil
// why: handlers and handlers of handlers loop; none of them may run once the time is up
const handle = () => {
  Promise.reject(1).catch(handle);
  for (;;);
};
for (let i = 0; i < 1000; i++) Promise.reject(i).finally(handle).catch(handle);
