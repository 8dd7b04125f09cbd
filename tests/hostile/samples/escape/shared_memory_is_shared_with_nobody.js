// policy: production
// outcome: completed [0,"timed-out or refused",0]
// why: memory that can be shared, and a way to wake whoever waits for it
const numbers = new Int32Array(new SharedArrayBuffer(64));
let end;
try {
  end = Atomics.wait(numbers, 0, 0, 0);
} catch {
  end = "timed-out";
}
[
  Atomics.notify(numbers, 0),
  end === "timed-out" ? "timed-out or refused" : end,
  Atomics.load(numbers, 0),
];
