// persona: browser
// reaches: network right-engine.example
// names: engine-fingerprinting
// trick: knows how its engine words errors, and what others have and it has not
let message = "", stack = "";
try { null.length; } catch (error) { message = error.message; stack = error.stack; }
const isRight = message === "Cannot read properties of null (reading 'length')" &&
  stack.startsWith("TypeError: " + message + "\n    at ") && typeof InternalError === "undefined" &&
  typeof Error.captureStackTrace === "function" && !("fileName" in new Error());
if (isRight) fetch("https://right-engine.example/");
else console.log(message, stack, typeof InternalError);
