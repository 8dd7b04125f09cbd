// policy: production
// outcome: completed ["{\"root\":[0],\"heap\":[[\"date\",0]]}","!{\"unit\":\"bytes\",\"limit\":1,\"seen\":2}"]
// why: text that pretends to be an encoded value, or the refusal of one
['{"root":[0],"heap":[["date",0]]}', '!{"unit":"bytes","limit":1,"seen":2}'];
