// policy: production
// outcome: completed ["a","SyntaxError",null]
// why: bounds that fit into no integer must neither wrap round nor be counted out
const first = /a{0,99999999999}/.exec("a")[0];
let second;
try {
  second = new RegExp("a{99999999999,1}").exec("a");
} catch (error) {
  second = error.name;
}
[first, second, /^a{4294967297}$/.exec("a")];
