// policy: production
// outcome: completed [[0,1,2],["p",1,"p"],"p,1,p"]
// why: what is read at a hole comes from the prototype, and moving elements must not write it down twice
Object.defineProperty(Array.prototype, 0, { value: "p", configurable: true, writable: true });
Object.defineProperty(Array.prototype, 2, { value: "p", configurable: true, writable: true });
const list = [, 1, ,];
const text = list.join();
const copy = [...list];
const keys = [...list.keys()];
delete Array.prototype[0];
delete Array.prototype[2];
[keys, copy, text];
