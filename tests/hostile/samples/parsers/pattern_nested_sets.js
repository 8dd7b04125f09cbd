// policy: production
// outcome: threw SyntaxError
// why: sets of characters in each other, as the flag v allows
new RegExp("[".repeat(200000) + "a" + "]".repeat(200000), "v").test("a");
