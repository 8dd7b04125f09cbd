// policy: production
// outcome: completed ["{\"a\":1,\"b\":2}","[1,null,null]","{\"x\":\"{}\"}"]
// why: toJSON, replacer and getters change what JSON.stringify has listed already
const object = {
  get a() {
    delete object.c;
    return 1;
  },
  b: 2,
  c: 3,
};
const list = [1, 2, 3];
const emptied = JSON.stringify(list, (key, value) => {
  if (key === "0") list.length = 1;
  return value;
});
const nested = JSON.stringify({ x: { toJSON: () => JSON.stringify({}) } });
[JSON.stringify(object), emptied, nested];
