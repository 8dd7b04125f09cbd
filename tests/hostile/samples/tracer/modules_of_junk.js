// policy: production
// outcome: completed ["ReferenceError","ReferenceError",1,"ReferenceError","SyntaxError","SyntaxError",1,"ReferenceError","ReferenceError","ReferenceError","ReferenceError",2,3,"\u0000\ud83d\ude00","SyntaxError","none","none","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError","ReferenceError"]
// why: data: URLs that are no module: bad base64, bad UTF-8, bad code, other types
const urls = [
  "data:text/javascript;base64,AAAA====", "data:text/javascript;base64,!!!!", "data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgMQ==",
  "data:text/javascript,%ff%fe", "data:text/javascript,%", "data:text/javascript,)(", "data:text/javascript,throw 1", "data:,export default 1",
  "data:application/json,{}", "data:text/html,<b>", "data:text/javascript", "data:text/javascript;charset=utf-16,export default 2", "DATA:text/JAVASCRIPT,export default 3",
  "data:text/javascript,export default '%00%F0%9F%98%80'", "data:text/javascript,\ud83d", "data:text/javascript,\0export default 4", "data:text/javascript;base64;base64,MQ==",
  "stockade:x", "sample.js", "timer.js", "<eval>", "<input>", "evalScript", " data:text/javascript,1", "data:text/javascript," + "x".repeat(100000),
];
(async () => {
  const seen = [];
  for (const url of urls) seen.push(await import(url).then((m) => m.default ?? "none", (e) => (e instanceof Error ? e.name : e)));
  return seen;
})();
