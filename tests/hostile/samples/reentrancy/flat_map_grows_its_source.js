// policy: production
// outcome: completed [[1,1,2,2],8]
// why: the callback returns the very array that is being walked, and lengthens it
const source = [1, 2];
const flat = source.flatMap((value) => (source.push(value, value, value), [value, value]));
[flat, source.length];
