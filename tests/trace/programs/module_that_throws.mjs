// outcome: threw
// An error at the top level of a module, after it has waited.
const x = await Promise.resolve("a" + 1); export function f() { return null.property + x } console.log(x); export default f();
