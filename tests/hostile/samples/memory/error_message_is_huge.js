// policy: production
// outcome: threw Error
// why: what was thrown is shown to people: its text is cut, and the run is still told as it was
throw new Error("x".repeat(2e7));
