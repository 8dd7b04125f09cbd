// policy: production
// outcome: threw RangeError
// why: labels on labels, each of which must be unlike the others
const source = Array.from({length: 100000}, (_, i) => "l" + i + ":").join("") + ";";
(0, eval)(source);
