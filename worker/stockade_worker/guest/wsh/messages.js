(function (stage) {
  "use strict";
  // The engine's own errors in JScript's words, with its numbers, as a catch gets them.

  const { com } = stage.parts;

  const JSCRIPT = [
    [/^cannot (?:read|set) property '[^]*' of (null|undefined)$/, 5007, "'$1' is null or not an object"],
    [/^([^]*) is not defined$/, 5009, "'$1' is undefined"],
    [/^([^]*) is not initialized$/, 5009, "'$1' is undefined"],
    [/^not a function$/, 438, "Object doesn't support this property or method"],
    [/^invalid '(?:instanceof|in)' (?:right )?operand$/, 5002, "Function expected"],
    [/^not an? object$/, 5007, "Object expected"],
    [/^invalid array length$/, 5029, "Array length must be a finite positive integer"],
    [/^invalid number of digits$/, 5026, "The number of fractional digits is out of range"],
    [/^expecting hex digit$|^malformed UTF-8$|^URI/, 5025, "The URI to be decoded is not a valid encoding"],
    [/^(?:invalid character|expecting surrogate pair)$/, 5024, "The URI to be encoded contains an invalid character"],
    [/^[Mm]aximum call stack size exceeded$|^stack overflow$/, 28, "Out of stack space"],
    [/^unexpected end of string$/, 1015, "Unterminated string constant"],
    [/^expecting ';'$/, 1004, "Expected ';'"],
    [/^expecting '\('$/, 1005, "Expected '('"],
    [/^expecting '\)'$/, 1006, "Expected ')'"],
    [/^expecting '\]'$/, 1007, "Expected ']'"],
    [/^expecting '\{'$/, 1008, "Expected '{'"],
    [/^expecting '\}'$/, 1009, "Expected '}'"],
    [/^(?:variable|identifier|field|function) name expected$/, 1010, "Expected identifier"],
    [/^[Uu]nexpected (?:token|end of input)|^expecting |^unterminated|^invalid (?:assignment|keyword|number|regexp|left)/, 1002, "Syntax error"],
  ];
  const BY_NAME = { TypeError: 5007, ReferenceError: 5009, SyntaxError: 1002, RangeError: 5029, URIError: 5024 };
  const WHOLE = /^-?\d{1,10}$/;
  const MAX_LENGTH = 1000;
  const OF_JSCRIPT = 0x800a0000;
  const ENGINE_ERRORS = new Set(Object.keys(BY_NAME).map((name) => stage.builtins[name].prototype));
  const { getOwnPropertyDescriptor, defineProperty } = Reflect;

  const define = (error, name, value) => defineProperty(error, name, { value, writable: true, enumerable: false, configurable: true });
  const numbered = (code) => (code === 0 ? 0 : (OF_JSCRIPT | code) | 0);

  // The engine's own begin with a small letter, or with a name.
  function reword(error) {
    if (!ENGINE_ERRORS.has(stage.prototypeOf(error))) return;
    const own = getOwnPropertyDescriptor(error, "message");
    if (typeof own?.value !== "string" || own.value.length > MAX_LENGTH || getOwnPropertyDescriptor(error, "number")) return;
    const found = JSCRIPT.find(([pattern]) => pattern.test(own.value));
    if (found === undefined) return;
    const [pattern, code, words] = found;
    define(error, "message", words.replace("$1", () => pattern.exec(own.value)[1]));
    define(error, "number", numbered(code));
  }

  // `new Error(2)` is an error of that number.
  function numberOf(error) {
    const message = com.text(error.message);
    return WHOLE.test(message) ? Number(message) : numbered(BY_NAME[com.text(error.name)] ?? 0);
  }

  // What errors say that no catch has seen, and those of the sample's own.
  function addToErrors() {
    const prototype = stage.builtins.Error.prototype;
    const set = (name) => (self, value) => void (stage.isObject(self) && define(self, name, value));
    const unseen = ""; // every error handler reads these: that is no use of an API
    stage.accessor(prototype, "description", unseen, (self) => self.message, set("description"), false);
    stage.accessor(prototype, "number", unseen, numberOf, set("number"), false);
  }

  addToErrors();
  stage.onCaught(reword);
})
