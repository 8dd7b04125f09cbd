// policy: production cpu_seconds=0.3 wall_seconds=0.3
// outcome: limit wall
// by: timer
// why: the same native call where the wall clock is the first to be passed
Array.prototype.join.call({ length: 2 ** 32 }, "");
