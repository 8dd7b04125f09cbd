// policy: production
// outcome: completed [1,2,1,2,1,"undefined",true]
// why: a module whose text asks for a module with the same text and one more letter, without end
const body = "globalThis.n = (globalThis.n ?? 0) + 1; export const n = globalThis.n;";
const url = (i) => "data:text/javascript," + encodeURIComponent(body + "//" + i);
(async () => {
  const seen = [];
  for (let i = 0; i < 5; i++) seen.push((await import(url(i % 2))).n);
  const self = "data:text/javascript,export const u = import.meta.url; export const again = () => import(u);";
  try {
    const one = await import(self);
    seen.push(typeof one.u, one === (await import(self)));
  } catch (e) {
    seen.push(e.name);
  }
  return seen;
})();
