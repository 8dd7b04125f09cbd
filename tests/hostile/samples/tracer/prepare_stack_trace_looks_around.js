// policy: production
// outcome: completed [[5,"5",3,2],["getColumnNumber=14","getColumnNumber=19","getColumnNumber=23","getColumnNumber=24","getColumnNumber=38","getColumnNumber=5","getColumnNumber=60","getColumnNumber=null","getFileName=<input>","getFileName=null","getFileName=sample.js","getFunctionName=<eval>","getFunctionName=f","getFunctionName=map","getFunctionName=null","getLineNumber=1","getLineNumber=16","getLineNumber=17","getLineNumber=18","getLineNumber=20","getLineNumber=null","isNative=false","isNative=true"]]
// why: the guest's own function sees call sites, and none of them may be ours
const seen = new Set();
let depth = 0;
Error.prepareStackTrace = (error, sites) => {
  if (depth++ > 20) return "";
  for (const site of sites) {
    for (const name of ["getFunctionName", "getFileName", "getLineNumber", "getColumnNumber", "isNative"])
      seen.add(name + "=" + String(site[name]?.()).slice(0, 40));
  }
  return sites.length;
};
const lengths = [];
function f(n) {
  if (n) return f(n - 1) + "";
  try { throw new Error("x"); } catch (e) { lengths.push(e.stack); }
  return new Error("y").stack;
}
lengths.push(f(3), [1].map(() => new Error("z").stack)[0], eval("new Error('e').stack"));
[lengths, [...seen].sort()];
