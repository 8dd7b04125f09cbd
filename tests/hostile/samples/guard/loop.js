// policy: production loop_iterations=1000
// outcome: limit loop_iterations
// by: guard
// why: an endless loop is ended by its turns
for (;;);
