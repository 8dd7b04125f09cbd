// policy: production
// outcome: completed ["compiled","compiled","compiled","compiled","compiled"]
// why: jumps to jumps to jumps, in a circle: the compiler follows them to simplify them
const attempt = (body) => {
  try {
    (0, eval)(`(function () { for (;;) { ${body} } })`);
    return "compiled";
  } catch (error) {
    return error instanceof InternalError ? "compiled" : error.name;
  }
};
[1, 2, 3, 4, 50].map((n) => attempt("l: break l;".repeat(n)));
