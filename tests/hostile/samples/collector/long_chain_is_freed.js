// policy: development
// outcome: completed "freed"
// why: freeing the first of two million linked objects frees them all: one recursion too many is a crash
let chain = null;
for (let i = 0; i < 2e6; i++) chain = { chain };
chain = null;
("freed");
