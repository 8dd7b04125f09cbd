// policy: production
// outcome: completed {"list":[1,"two"],"map":{"$type":"map","entries":[["k",3]]}}
// why: the same on the prototype of everything
Object.prototype.toJSON = String.prototype.toJSON = Number.prototype.toJSON = function () {
  for (;;);
};
({ list: [1, "two"], map: new Map([["k", 3]]) });
