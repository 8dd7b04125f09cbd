// policy: production
// outcome: limit output
// by: engine
// why: the same with a thousand levels: few objects, but each deeper than the one before
let bomb = [1];
for (let i = 0; i < 1000; i++) bomb = [bomb, bomb];
bomb;
