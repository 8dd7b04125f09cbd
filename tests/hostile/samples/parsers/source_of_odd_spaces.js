// policy: production
// outcome: completed [true,true]
// why: every kind of space and line end that the language knows, and some that it does not
const spaces = [
  9, 11, 12, 32, 160, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
];
const others = [0, 0x180e, 0x200b, 0x200c, 0x2060, 0xd800, 0x85];
const works = (unit) => {
  try {
    return (0, eval)("1" + String.fromCharCode(unit).repeat(1000) + "+1") === 2;
  } catch (error) {
    return error.name;
  }
};
[
  spaces.every((unit) => works(unit) === true),
  others.every((unit) => works(unit) === "SyntaxError"),
];
