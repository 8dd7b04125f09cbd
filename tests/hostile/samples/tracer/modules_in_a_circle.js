// policy: production
// outcome: completed ["a","b","a"]
// why: modules that are waited for by what they import
globalThis.urls = {};
urls.a = "data:text/javascript,export const x = 'a'; export const other = globalThis.loop ? 0 : (globalThis.loop = 1, await import(urls.b).then((m) => m.y));";
urls.b = "data:text/javascript,export const y = 'b'; import(urls.a).then((m) => { globalThis.seen = m.x; });";
import(urls.a).then((m) => new Promise((r) => setTimeout(r, 1)).then(() => [m.x, m.other, globalThis.seen]));
