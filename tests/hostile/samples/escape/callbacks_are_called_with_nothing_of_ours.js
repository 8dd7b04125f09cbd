// policy: production
// outcome: completed [true,[1,2],0,true]
// why: `this`, the arguments and new.target of a callback could be an object or a function of ours
const seen = [];
setTimeout(function (...values) {
  seen.push(this === globalThis, values, arguments.length - 2, new.target === undefined);
}, 0, 1, 2);
seen;
