// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a missing property is looked for through two hundred thousand prototypes, each time
let object = {};
for (let i = 0; i < 2e5; i++) object = Object.create(object);
for (;;) object.missing;
