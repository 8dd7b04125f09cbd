// policy: production heap_bytes=1048576
// outcome: completed 2
// why: the smallest heap is still enough to run a program and to say what came of it
1 + 1;
