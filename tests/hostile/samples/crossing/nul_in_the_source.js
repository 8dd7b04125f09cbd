// policy: production
// outcome: completed 3
// why: a source that ends at its first NUL would be another program
eval("'\0'.length + 2");
