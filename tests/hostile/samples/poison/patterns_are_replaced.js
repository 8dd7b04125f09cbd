// policy: production
// outcome: completed ["plain","\"quoted\"","€"]
// why: looking at text with a pattern would ask methods that the guest can replace
const trap = () => {
  for (;;);
};
RegExp.prototype.exec = RegExp.prototype.test = trap;
for (const name of ["match", "matchAll", "replace", "search", "split"]) {
  RegExp.prototype[Symbol[name]] = trap;
  String.prototype[name] = trap;
}
Object.defineProperty(RegExp.prototype, "flags", { get: trap });
["plain", '"quoted"', "€"];
