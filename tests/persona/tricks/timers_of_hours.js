// persona: browser
// reaches: network hours-later.example
// names: time-waster
// trick: leaves everything to timers that are due in hours, one in another
setTimeout(() => setTimeout(() => {
  if (Date.now() - loaded >= 5 * 3600e3) fetch("https://hours-later.example/");
}, 2 * 3600e3), 3 * 3600e3);
const loaded = Date.now();
