// policy: production
// outcome: completed [[2251799813685248,2251799813685249,4503599610593280,4503599627370495,2251799830462464],["number","number","number","number","number"],["TypeError","TypeError"],4096,2251799813685249]
// why: numbers of the form in which hooks stand in instrumented text
const of = [0x8000000000000, 0x8000000000001, 0xfffffff000000, 0xfffffffffffff, 0x8000001000000];
const call = [];
for (const value of [0x8000000000000, 0xfffffff000001]) {
  try {
    call.push(value(1, 2));
  } catch (error) {
    call.push(error.name);
  }
}
let made = 0;
for (let i = 0; i < 4096; i++) {
  const number = 2 ** 51 + i * 2 ** 24;
  if ((0, eval)("0x" + number.toString(16)) === number) made++;
}
[of, of.map((value) => typeof value), call, made, 0x8000000000000 + 1];
