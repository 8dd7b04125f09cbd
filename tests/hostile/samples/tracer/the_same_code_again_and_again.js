// policy: production
// outcome: completed 217780
// why: code that is made a hundred thousand times in the same place
let sum = 0;
for (let i = 0; i < 20000; i++) sum += eval("(() => { let s = 'x'; s += i; return s; })()").length;
for (let i = 0; i < 20000; i++) sum += new Function("a", "return a + 'q'")(i).length;
sum;
