// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: turns of loops in code that was made are counted too
let made = 0;
const spin = new Function("for (;;) try { eval('for (;;);') } catch { (0, eval)('while (1);') }");
spin();
