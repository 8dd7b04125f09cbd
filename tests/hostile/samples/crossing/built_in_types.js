// policy: production
// outcome: completed [{"$type":"date","ms":0,"iso":"1970-01-01T00:00:00.000Z"},{"$type":"date","ms":null,"iso":null},{"$type":"regexp","source":"a\\/b","flags":"gi"},{"$type":"map","entries":[[{"k":1},{"$type":"set","values":[1,"1"]}]]},{"$type":"buffer","base64":"AAEC"},{"$type":"view","kind":"Int16Array","buffer":{"$type":"buffer","base64":"AAABAA=="},"offset":2,"length":1}]
// why: dates, patterns, maps, sets and buffers are not plain objects
[
  new Date(0),
  new Date(NaN),
  /a\/b/gi,
  new Map([[{ k: 1 }, new Set([1, "1"])]]),
  new Uint8Array([0, 1, 2]).buffer,
  new Int16Array(new Int16Array([0, 1]).buffer, 2, 1),
];
