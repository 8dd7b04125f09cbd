// policy: production
// outcome: limit call_depth
// by: guard
// console: []
// why: a timer's error does not stop the others, the guard does
const deeper = () => {
  deeper();
};
setTimeout(deeper, 1);
setTimeout(() => console.log("alive"), 2);
