// policy: production
// outcome: threw SyntaxError
// why: a lookahead in a lookahead
new RegExp("(?=".repeat(200000) + ")".repeat(200000), "").test("a");
