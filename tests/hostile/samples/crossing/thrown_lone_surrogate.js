// policy: production
// outcome: threw ""
// thrown: {"$type":"string","utf16":"d800"}
// why: text that no encoding knows, in the place of an error
throw "\ud800";
