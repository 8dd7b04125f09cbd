// policy: production
// outcome: threw RangeError
// why: the same with objects
JSON.parse('{"a":'.repeat(1e5));
