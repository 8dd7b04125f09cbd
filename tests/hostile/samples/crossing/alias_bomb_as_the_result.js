// policy: production
// outcome: completed [[[[[1],{"$ref":"$[0][0][0][0]"}],{"$ref":"$[0][0][0]"}],{"$ref":"$[0][0]"}],{"$ref":"$[0]"}]
// why: shared parts must stay shared: written out they would double with each level
let bomb = [1];
for (let i = 0; i < 4; i++) bomb = [bomb, bomb];
bomb;
