// policy: production
// outcome: completed [50000,50000,50000,50000,50000]
// why: escapes, continued lines and code points by the hundred thousand
const pieces = ["\\x41", "\\u0041", "\\u{000041}", "\\101", "\\\nA"];
pieces.map((piece) => (0, eval)('"' + piece.repeat(50000) + '"').length);
