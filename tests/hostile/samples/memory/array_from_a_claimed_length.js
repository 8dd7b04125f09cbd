// policy: production heap_bytes=8388608
// outcome: limit memory
// by: engine
// why: Array.from believes a length of four billion and fills it with undefined
Array.from({ length: 2 ** 32 - 1 });
