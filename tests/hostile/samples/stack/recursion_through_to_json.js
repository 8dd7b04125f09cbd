// policy: production call_depth=1000000
// outcome: threw RangeError
// why: JSON calls back while it writes, and gets something new each time
const object = { toJSON: () => ({ next: { toJSON: object.toJSON } }) };
JSON.stringify(object);
