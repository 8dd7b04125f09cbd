// policy: production
// outcome: completed [[[10001,10001,10000,true],[10001,10001,10000,true]],[3,3,2,true],[2,2,1,true],"x\\n,y,z","object",4]
// why: the parts are one object, the same each time, and raw
const seen = new Set();
const tag = (parts, ...values) => {
  seen.add(parts);
  return [parts.length, parts.raw.length, values.length, Object.isFrozen(parts)];
};
const text = "tag`" + "a${1}\\u{61}".repeat(10000) + "`";
const make = new Function("tag", "return " + text);
const one = [make(tag), make(tag)];
const bad = tag`\unicode ${1} \xerxes ${2}`;
const nested = tag`a${tag`b${`c${"d" + 1}`}`}`;
const chained = ((p) => (q) => (r) => [p.raw[0], q.raw[0], r.raw[0]].join())`x\n``y``z`;
const made = new (class { constructor() { this.m = 1; } })();
[one, bad, nested, chained, typeof made, seen.size];
