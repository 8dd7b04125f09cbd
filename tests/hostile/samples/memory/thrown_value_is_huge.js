// policy: production
// outcome: threw ""
// why: a thrown value that is too large to cross is left out, the rest of the account is not
throw new Array(2e5).fill({ a: 1 });
