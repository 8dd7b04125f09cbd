// policy: production
// outcome: completed {"text":"a\u0000b","k\u0000ey":"\u0000"}
// why: text that ends at its first NUL is a silent change
({ text: "a\0b", "k\0ey": "\0" });
