// policy: production
// outcome: completed {"$$type":"opaque","$$ref":"$","root":0,"heap":[],"t":"ended"}
// why: a plain object that pretends to be one of our own descriptions
({ $type: "opaque", $ref: "$", root: 0, heap: [], t: "ended" });
