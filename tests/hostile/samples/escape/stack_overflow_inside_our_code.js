// policy: production call_depth=1000000
// outcome: completed ["RangeError",[],3]
// why: our own frames run out of stack, and the error for that is shown to the guest's trace function
const found = [];
Error.prepareStackTrace = (error, sites) => {
  for (const site of sites) {
    for (const key of Reflect.ownKeys(Object.getPrototypeOf(site))) {
      if (typeof site[key] !== "function") continue;
      const value = site[key]();
      if (typeof value === "function" || (typeof value === "object" && value !== null))
        found.push(key);
    }
  }
  return "";
};
let end;
const dive = () => {
  console.log({ a: [1, { b: 2 }] }, new Map([[1, 2]]));
  setTimeout(() => {}, 1);
  dive();
};
try {
  dive();
} catch (error) {
  end = error.name;
}
[end, found, 3];
