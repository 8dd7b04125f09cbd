(function (stage) {
  "use strict";
  // The engine's own errors in V8's words, as a catch gets them. Which engine says what: a table. What is not in it
  // stays: it may be the guest's own text.

  const V8 = [
    [/^cannot read property '(?:Symbol\.iterator)' of (null|undefined)$/, "$1 is not iterable"],
    [/^cannot read property '([^]*)' of (null|undefined)$/, "Cannot read properties of $2 (reading '$1')"],
    [/^cannot set property '([^]*)' of (null|undefined)$/, "Cannot set properties of $2 (setting '$1')"],
    [/^not a function$/, "undefined is not a function"],
    [/^'([^]*)' is read-only$/, "Assignment to constant variable."],
    [/^([^]*) is not initialized$/, "Cannot access '$1' before initialization"],
    [/^invalid array length$/, "Invalid array length"],
    [/^value is not iterable$/, "object is not iterable (cannot read property Symbol(Symbol.iterator))"],
    [/^cannot convert BigInt to number$/, "Cannot mix BigInt and other types, use explicit conversions"],
    [/^invalid 'instanceof' right operand$/, "Right-hand side of 'instanceof' is not callable"],
    [/^invalid 'in' operand$/, "Cannot use 'in' operator to search for a key in a primitive value"],
    [/^class constructors must be invoked with 'new'$/, "Class constructor cannot be invoked without 'new'"],
    [/^expecting hex digit$/, "URI malformed"],
    [/^invalid repeat count$/, "Invalid count value"],
    [/^invalid number of digits$/, "toFixed() digits argument must be between 0 and 100"],
    [/^object is not extensible$/, "Cannot add property, object is not extensible"],
    [/^empty array$/, "Reduce of empty array with no initial value"],
    [/^not an? object$/, "Object expected"],
    [/^variable name expected$/, "Unexpected token"],
    [/^expecting '?(.*?)'?$/, "missing $1"],
    [/^unexpected token in expression: ''$/, "Unexpected end of input"],
    [/^unexpected token in expression: '([^]*)'$/, "Unexpected token '$1'"],
    [/^unexpected end of string$/, "Invalid or unexpected token"],
    [/^invalid redefinition of lexical identifier$/, "Identifier has already been declared"],
  ];
  const MAX_LENGTH = 1000;
  const ENGINE_ERRORS = new Set(
    ["TypeError", "ReferenceError", "RangeError", "SyntaxError", "URIError"].map((name) => stage.builtins[name].prototype),
  );
  const { getOwnPropertyDescriptor, defineProperty } = Reflect;

  // Only what looks like the engine's own: a message of its own that begins with a small letter.
  function reword(error) {
    if (!ENGINE_ERRORS.has(stage.prototypeOf(error))) return;
    const own = getOwnPropertyDescriptor(error, "message");
    if (typeof own?.value !== "string" || own.value.length > MAX_LENGTH || !/^[a-z']/.test(own.value)) return;
    const found = V8.find(([pattern]) => pattern.test(own.value));
    if (found) defineProperty(error, "message", { value: own.value.replace(found[0], found[1]) });
  }

  stage.parts.messages = { reword: reword };
  stage.onCaught(reword);
})
