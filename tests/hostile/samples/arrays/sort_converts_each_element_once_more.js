// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: without a comparator each element is converted to text, and these take their time
const element = {
  toString() {
    for (let i = 0; i < 10000; i++);
    return "x";
  },
};
Array(100000).fill(element).sort();
