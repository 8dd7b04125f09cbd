// policy: production
// outcome: completed 1485560
// why: a hundred thousand strings by builtins that are watched, each seen once
let sum = 0;
for (let i = 0; i < 30000; i++) {
  sum += String.fromCharCode(65 + (i % 26), 66, 67, 68, 48 + (i % 10)).length;
  sum += [i, "http://x.test/", i].join("").length;
  sum += unescape("%41%42%43" + i).length + ("abc" + i).replace("a", "http://").length;
}
sum;
