// policy: production
// outcome: threw SyntaxError
// why: bytecode is not checked by the engine, so it must never be taken for source
eval("\x05\x02\x0esample\x0c\x00\x06\x00");
