// policy: development
// outcome: limit output
// by: engine
// why: a million properties are more than a result may have, though each is small
const object = {};
for (let i = 0; i < 1e6; i++) object["k" + i] = 0;
object;
