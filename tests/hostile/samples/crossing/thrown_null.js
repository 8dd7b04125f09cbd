// policy: production
// outcome: threw ""
// thrown: null
// why: the engine throws null when it has no memory for an error; the guest may throw it at any time
throw null;
