// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine
// why: each of a million starting points runs to the end of the text before it fails
" ".repeat(1e6).replace(/ +$x/g, "");
