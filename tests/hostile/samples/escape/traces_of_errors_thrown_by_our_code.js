// policy: production
// outcome: completed ["string",true]
// why: the trace of such an error is made by the guest's own function, which is handed the call sites
let given;
Error.prepareStackTrace = (error, sites) => {
  given = sites;
  return "mine";
};
let end;
try {
  setTimeout({
    toString() {
      throw new Error("x");
    },
  });
} catch (error) {
  end = typeof error.stack;
}
const answers = given.flatMap((site) =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(site)).map((key) => site[key]()),
);
[
  end,
  answers.every((answer) => answer === null || !["function", "object"].includes(typeof answer)),
];
