// policy: production
// outcome: completed "!{\"unit\":\"bytes\",\"limit\":1,\"seen\":2}"
// why: the same as the whole result
'!{"unit":"bytes","limit":1,"seen":2}';
