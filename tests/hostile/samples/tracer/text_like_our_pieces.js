// policy: production
// outcome: completed [2,3,"/**/0x8abcdef000004(1,2)/**/0x8abcdef000005(1,3)",[2440700780085254,"not a function"],"function f(a) {/**/0x8abcdef000001;/**/\n  return/**/(0x8abcdef000002, a);\n}","(a) =>/**/(0x8abcdef000003, a)",75]
// why: code that looks as if it had been instrumented, in every place where that could be put back
function f(a) {/**/0x8abcdef000001;/**/
  return/**/(0x8abcdef000002, a);
}
const g = (a) =>/**/(0x8abcdef000003, a);
const text = "/**/0x8abcdef000004(1,2)" + `/**/0x8abcdef000005(${f(1)},3)`;
let thrown;
try {
  throw/**/0x8abcdef000006;
} catch (e) {/**/
  thrown = e;
}
try {
  /**/0x8abcdef000007(1,2);
} catch (error) {
  thrown = [thrown, error.message];
}
[f(2), g(3), text, thrown, f.toString(), g.toString(), f.toString().length];
