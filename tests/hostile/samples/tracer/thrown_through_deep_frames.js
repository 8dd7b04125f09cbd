// policy: production
// outcome: completed [[50000,50001,2,3,50004,50005,6,7],49995000]
// why: exceptions that pass two hundred functions, with and without handlers on the way
function down(n, how) {
  if (n === 0) throw { how };
  try {
    return how & 1 ? down(n - 1, how) : [n].map(() => down(n - 1, how))[0];
  } catch (error) {
    if (how & 2) throw error;
    throw { how: error.how + 1000 };
  } finally {
    if (how & 4) how += 0;
  }
}
const seen = [];
for (let how = 0; how < 8; how++) {
  try {
    down(50, how);
  } catch ({ how: value }) {
    seen.push(value);
  }
}
let caught = 0;
for (let i = 0; i < 10000; i++) {
  try {
    (() => (() => { throw i; })())();
  } catch (e) {
    caught += e;
  }
}
[seen, caught];
