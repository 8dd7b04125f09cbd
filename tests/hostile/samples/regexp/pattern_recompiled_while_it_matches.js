// policy: production
// outcome: completed ["a",true]
// why: reading where to start compiles the pattern anew, and frees the program that is about to run
const pattern = /a/g;
pattern.lastIndex = {
  valueOf() {
    pattern.compile("b".repeat(1000));
    return 0;
  },
};
pattern.exec("aaa");
["a", pattern.source.length === 1000];
