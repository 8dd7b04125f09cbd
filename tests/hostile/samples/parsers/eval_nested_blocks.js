// policy: production
// outcome: threw RangeError
// why: the same with statements, which another part of the parser reads
eval("{".repeat(1e6));
