// policy: production
// outcome: completed ["fine","fine","fine","fine","fine","fine"]
// why: parameters and body are joined to one text: a comment or bracket may reach from one into the other
const attempt = (...parts) => {
  try {
    Function(...parts);
    return "fine";
  } catch (error) {
    return error.name === "SyntaxError" ? "fine" : error.name;
  }
};
[
  attempt("/*", "*/){"),
  attempt("a = (", ") ", ""),
  attempt("){}, function(", ""),
  attempt("a", "}, function () {"),
  attempt("a //", "return a"),
  attempt("...a", "return a"),
];
