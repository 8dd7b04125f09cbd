// policy: production
// outcome: threw Error
// thrown: {"$type":"error","name":"Error","message":"0","stack":"s","properties":{}}
// why: of thousands of unhandled rejections the first one is told, and the rest are let go
for (let i = 0; i < 5000; i++) {
  Promise.reject(Object.defineProperty(new Error(i), "stack", { value: "s" }));
}
0;
