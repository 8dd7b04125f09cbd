// policy: production
// outcome: completed ["TypeError","TypeError","mine",3]
// why: what a comparator returns is converted, which can throw in the middle of sorting
const attempt = (answer) => {
  const numbers = [3, 1, 2];
  try {
    numbers.sort(() => answer);
    return numbers.length;
  } catch (error) {
    return error.name ?? error;
  }
};
const own = {
  valueOf() {
    throw "mine";
  },
};
[attempt(1n), attempt(Symbol()), attempt(own), attempt("x")];
