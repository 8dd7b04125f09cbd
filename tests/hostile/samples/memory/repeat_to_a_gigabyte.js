// policy: production
// outcome: threw InternalError
// why: the same with repeat
"x".repeat(1e9);
