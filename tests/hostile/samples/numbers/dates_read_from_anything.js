// policy: production
// outcome: completed true
// why: a parser of dates that takes almost anything meets almost anything
const texts = [
  "",
  "x".repeat(100000),
  "(".repeat(100000),
  "1".repeat(100000),
  "2000-01-01T00:00:00" + "0".repeat(50000),
  "Jan".repeat(50000),
  "+".repeat(50000),
  "2000-01-01T00:00:00.".padEnd(50000, "9") + "Z",
  "GMT" + "+9999".repeat(10000),
  "12:".repeat(30000),
  "\0",
  "\ud800",
  "2000-13-45",
  "2000-02-30T25:61:61Z",
  "-000000-01-01T00:00:00Z",
  "Tue Mar 01 2022 99:99:99 GMT+99999",
  "1 Jan 2000 (" + "(".repeat(50000) + ")",
];
texts.every((text) => {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || Math.abs(ms) <= 8.64e15;
});
