// policy: production
// outcome: completed {"named":false}
// why: the text of a stack may tell where on the host our files lie
({
  get named() {
    Error.stackTraceLimit = Infinity;
    return /[/\\]|\.py\b|site-packages/.test(new Error().stack);
  },
});
