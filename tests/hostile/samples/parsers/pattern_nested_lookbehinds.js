// policy: production
// outcome: threw SyntaxError
// why: a lookbehind in a lookbehind
new RegExp("(?<!".repeat(200000) + ")".repeat(200000), "").test("a");
