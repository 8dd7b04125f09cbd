// policy: production
// outcome: completed ["first","second","third"]
// why: each timer spoils what the next one may need: calls, lists, numbers and the timers themselves
const seen = [];
const push = (text) => {
  seen[seen.length] = text;
};
setTimeout(push, 1, "first");
setTimeout(() => {
  Function.prototype.call = Function.prototype.apply = Function.prototype.bind = null;
  Reflect.apply = Map.prototype.get = Map.prototype.delete = null;
}, 2);
setTimeout(push, 3, "second");
setTimeout(() => {
  Object.setPrototypeOf(Float64Array.prototype, null);
  Object.setPrototypeOf(Map.prototype, null);
  Object.setPrototypeOf(Array.prototype, null);
  delete globalThis.setTimeout;
}, 4);
setTimeout(push, 5, "third");
seen;
