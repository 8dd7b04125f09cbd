// policy: production
// outcome: limit memory
// by: engine
// why: one native call makes twenty million values; there may be no memory left even for its error
"a".repeat(2e7).split("");
