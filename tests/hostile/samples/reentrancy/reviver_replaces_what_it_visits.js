// policy: production
// outcome: completed {"a":1,"b":{"c":"late"}}
// why: the value that is being visited is replaced by the function that visits it
JSON.parse('{"a":1,"b":[1,2,3,4]}', function (key, value) {
  if (key === "a") this.b = { c: "late" };
  return value;
});
