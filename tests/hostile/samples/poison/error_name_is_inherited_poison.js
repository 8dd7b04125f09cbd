// policy: production
// outcome: threw ""
// thrown: {"$type":"error","name":{"$type":"opaque","kind":"getter","description":"threw: poison","path":"$.name"},"message":"m","stack":"s","properties":{}}
// why: an error's name is inherited, so describing the error asks the guest; that must not lose the rest
const error = Object.defineProperty(new Error("m"), "stack", { value: "s" });
Object.defineProperty(Error.prototype, "name", {
  get() {
    throw "poison";
  },
});
throw error;
