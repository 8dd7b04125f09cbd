// Regular expressions: matching, replacing with a function, splitting.
const lines = [];
for (let i = 0; i < 3000; i++) lines.push(`2026-0${(i % 9) + 1}-1${i % 10} host${i % 17}.example.org GET /item/${i}?q=${i * 31} 200`);
const log = lines.join('\n');
let total = 0;
for (let round = 0; round < 13; round++) {
  for (const found of log.matchAll(/^(\d{4})-(\d\d)-(\d\d) (\S+) GET (\S+) (\d+)$/gm)) total += Number(found[2]) * found[5].length;
  total += log.replace(/host(\d+)/g, (whole, number) => `node-${number * 2}`).length;
  total += log.split(/[/?&= ]+/).length;
  total += (log.match(/(?:[a-z]+\.)+org/g) || []).length;
}
total;
