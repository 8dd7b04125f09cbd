// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: a thousand chains, each of which loops and handles what comes
const spin = () => {
  do {
    globalThis.x = 1;
  } while (true);
};
for (let i = 0; i < 100; i++) Promise.reject(i).catch(spin).catch(spin).finally(spin);
