RegExp.prototype.exec = RegExp.prototype.test = poison;
for (const name of ["flags", "source", "global", "unicode", "sticky", "hasIndices"]) {
  Object.defineProperty(RegExp.prototype, name, { get: poison });
}
