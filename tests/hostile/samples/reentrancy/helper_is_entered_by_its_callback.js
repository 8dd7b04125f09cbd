// policy: production
// outcome: completed ["TypeError",[1,2]]
// why: the callback of an iterator helper asks the helper for its next value
const helper = [1, 2].values().map((value) => {
  try {
    helper.next();
  } catch (error) {
    end = error.name;
  }
  return value;
});
let end;
const values = [...helper];
[end, values];
