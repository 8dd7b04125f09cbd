// policy: production
// outcome: completed {"a":1}
// console: [["log","read"]]
// why: code that runs while the result is written can still call our functions; its timers never fire
({
  get a() {
    console.log("read");
    setTimeout(() => {
      for (;;);
    });
    setInterval(console.log, 0, "never");
    Promise.resolve().then(() => {
      for (;;);
    });
    queueMicrotask(() => console.log("never"));
    return 1;
  },
});
