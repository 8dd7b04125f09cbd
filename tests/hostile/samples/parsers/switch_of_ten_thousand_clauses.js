// policy: production
// outcome: completed "end"
// why: clauses, labels and jumps: the compiler's tables are walked for each
(0, eval)(
  "l: switch(5) {" +
    Array.from({ length: 20000 }, (_, i) => `case ${i}: if (0) break l;`).join("") +
    "default: 'end' }",
);
