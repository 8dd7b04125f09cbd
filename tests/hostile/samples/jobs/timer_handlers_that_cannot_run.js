// policy: production
// outcome: threw SyntaxError
// console: [["log","after"]]
// why: handlers that throw, are no source text, are proxies or classes: the first error is told, the rest run
setTimeout("this is no source", 0);
setTimeout(class {}, 1);
setTimeout(undefined, 1);
setTimeout(new Proxy(() => {
  throw 1;
}, {}), 2);
setTimeout(() => console.log("after"), 3);
0;
