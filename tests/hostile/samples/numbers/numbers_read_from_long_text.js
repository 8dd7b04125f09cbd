// policy: production
// outcome: completed [1,0,"NaN",1,1e+21,15]
// why: reading a number skips, counts and rounds, over as much text as there is
[
  Number(" ".repeat(100000) + "1" + "\n".repeat(100000)),
  Number("0." + "0".repeat(100000) + "1"),
  String(Number("1".repeat(100000) + "x")),
  parseFloat("1" + "_".repeat(100000)),
  Number("1" + "0".repeat(21)),
  parseInt("f".padStart(100000, "0"), 16),
];
