// policy: production
// outcome: threw InternalError
// why: text that nobody reads is never laid out, so it meets the longest length and not the heap's end
let text = "x";
for (;;) text += text;
