// policy: production
// outcome: completed {"$type":"opaque","kind":"symbol","description":"Symbol(result)","path":"$"}
// why: a symbol throws at every attempt to make text of it
Symbol("result");
