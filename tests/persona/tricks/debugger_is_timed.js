// persona: browser
// reaches: beacon not-debugged.example
// names: debugger-trap
// names: timing-check
// trick: takes the time around a debugger statement: a pause shows
const before = performance.now();
debugger;
const took = performance.now() - before;
if (took < 100) navigator.sendBeacon("https://not-debugged.example/", "ok");
