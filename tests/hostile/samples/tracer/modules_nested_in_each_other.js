// policy: production
// outcome: completed [8,1718]
// why: each module has the next in its own text, and imports it statically
let url = "data:text/javascript,export default 0;";
for (let i = 0; i < 8; i++) {
  url = "data:text/javascript," + encodeURIComponent(`import n from "${url}"; export default n + 1;`);
}
import(url).then((m) => [m.default, url.length]);
