// policy: production
// outcome: completed {"a":{"$type":"undefined"},"b":[{"$type":"undefined"},{"$type":"hole"},null],"c":null}
// why: nothing comes in three kinds
({ a: undefined, b: [undefined, , null], c: null });
