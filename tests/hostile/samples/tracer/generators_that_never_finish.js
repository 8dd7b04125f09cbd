// policy: production
// outcome: completed 5392795
// why: frames that are entered and never left, in every order
function* numbers(n) {
  try {
    for (let i = 0; ; i++) yield n + i;
  } finally {
    n = 0;
  }
}
const held = [];
for (let i = 0; i < 5000; i++) {
  const one = numbers(i);
  one.next();
  held.push(one);
}
let sum = 0;
for (let turn = 0; turn < 3; turn++) {
  for (let i = 0; i < held.length; i += 7) sum += held[(i * 31) % held.length].next().value;
}
held.length = 2500;
for (const one of held) sum += one.return(1).value;
sum;
