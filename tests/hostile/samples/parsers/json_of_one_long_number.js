// policy: production
// outcome: completed ["Infinity","0","0"]
// why: a number of a million digits is read digit by digit
[
  JSON.parse("1".repeat(1000000)),
  JSON.parse("1e-" + "9".repeat(100000)),
  JSON.parse("0." + "0".repeat(500000) + "1"),
].map(String);
