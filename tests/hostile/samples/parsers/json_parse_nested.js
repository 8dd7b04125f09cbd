// policy: production
// outcome: threw RangeError
// why: three hundred thousand opening brackets: a parser that recurses without counting dies
JSON.parse("[".repeat(3e5));
