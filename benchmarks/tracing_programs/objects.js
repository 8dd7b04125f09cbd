// Objects that live for a moment: closures, spreads, classes, maps.
class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  add(other) {
    return new Point(this.x + other.x, this.y + other.y);
  }
}

let at = new Point(0, 0);
const seen = new Map();
for (let i = 0; i < 350_000; i++) {
  at = at.add({ x: i % 3, y: (i * i) % 5 });
  const [a, b] = [at.x % 1000, at.y % 1000];
  const key = a * 1000 + b;
  seen.set(key, { ...seen.get(key), last: i });
}
const sums = Array.from(seen.values(), ({ last }) => last)
  .filter((last) => last % 2)
  .map((last) => ({ last, half: last / 2 }))
  .reduce((sum, { half }) => sum + half, 0);
[at.x, at.y, seen.size, sums];
