// Comparators of three kinds: numbers, text, several keys.
let state = 12345;
const next = () => (state = (state * 1103515245 + 12345) & 0x7fffffff);
const rows = Array.from({ length: 70_000 }, (_, id) => ({ id, group: next() % 50, name: 'n' + (next() % 10_000) }));
const byNumber = rows.map((row) => row.id ^ row.group).sort((a, b) => a - b);
const byText = rows.slice().sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
const byKeys = rows.slice().sort(function (a, b) {
  if (a.group !== b.group) return a.group - b.group;
  return b.id - a.id;
});
[byNumber[100], byText[100].id, byKeys[100].id];
