// policy: production
// outcome: completed [3,2,3,"i̇",300000,"ς"]
// why: a text can get longer when its case changes, by rules that look at what is around
[
  "ﬃ".toUpperCase().length,
  "ß".toUpperCase().length,
  "ΐ".toUpperCase().length,
  "İ".toLowerCase(),
  "ﬃ".repeat(100000).toUpperCase().length,
  "ΑΣ".toLowerCase()[1],
];
