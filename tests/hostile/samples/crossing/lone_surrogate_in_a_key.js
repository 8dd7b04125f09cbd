// policy: production
// outcome: completed {"$type":"object","class":null,"entries":[[{"$type":"string","utf16":"d800"},1],[{"$type":"string","utf16":"d801"},2]]}
// why: two keys that would be the same after any replacement
({ "\ud800": 1, "\ud801": 2 });
