// persona: browser
// reaches: network native.example
// names: tostring-check
// trick: looks at the text, name and own properties of builtins and of what the page offers, as hooks change them
const stubs = { fetch, setTimeout, atob, eval, open: XMLHttpRequest.prototype.open, write: document.write };
function isNative(name, made) {
  const text = Function.prototype.toString.call(made);
  const own = Object.getOwnPropertyNames(made).sort().join();
  return text === "function " + name + "() { [native code] }" && own === "length,name" && made.name === name &&
    !made.hasOwnProperty("toString") && !("prototype" in made);
}
const bad = Object.keys(stubs).filter((name) => !isNative(name, stubs[name]));
if (bad.length === 0) fetch("https://native.example/");
else console.log(bad.join());
