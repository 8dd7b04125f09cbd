// policy: production
// outcome: limit memory
// by: engine
// why: one object with ever more properties: names, shapes and values
const object = {};
for (let i = 0; ; i++) object["property" + i] = i;
