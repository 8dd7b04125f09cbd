// policy: production
// outcome: threw SyntaxError
// why: groups that change the flags for what is in them
new RegExp("(?i:(?-i:".repeat(60000) + "a" + "))".repeat(60000), "").test("a");
