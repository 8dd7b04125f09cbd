// policy: production
// outcome: threw Error
// why: a NUL must not end the message early, nor anything after it
throw new Error("before\0after \ud800 \u001b[2J");
