// Text of functions that come from eval and the constructors.
const AsyncFunction = (async () => {}).constructor;
const GeneratorFunction = (function* () {}).constructor;
const AsyncGeneratorFunction = (async function* () {}).constructor;
const made = [
  Function(), Function("return 1"), new Function("a", "b", "return a+b"), Function("a,b", "c = 1 //x", "/*y*/return a // z"),
  AsyncFunction("await 0; return  1"), GeneratorFunction("a", "yield   a"), AsyncGeneratorFunction("for await (const x of []) ;"),
  eval("(function  f ( ) { return  'x' + 1 })"), (0, eval)("x  =>   { for(;;)break; }"), eval("var o = { m ( ) { return 1 } }; o.m"),
  Function("return function inner ( ) { return  2 }")(), eval("eval('(function ( ) { return  3 })')"),
];
made.map((f) => [f.name, f.length, f.toString()]);
