// policy: production
// outcome: threw SyntaxError
// why: groups are counted in a byte, and a count that wraps round would write beyond the captures
new RegExp("(a)".repeat(70000)).exec("a".repeat(70000));
