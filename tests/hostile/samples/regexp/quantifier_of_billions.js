// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: an empty group is matched as often as the quantifier says, and nothing is ever used up
/(?:){4294967295}/.exec("");
