(function (stage) {
  "use strict";
  // The global names of JScript 5.8: those that it lacks are taken from the guest, those of its own are added.
  //
  // Builtins of ES5 that JScript has only in its newer mode stay: they do no harm, and a page run by mshta has
  // them. Our own runtime holds copies of whatever it uses (primordials.js), so nothing of ours misses these.

  const { com } = stage.parts;

  const KEPT = {
    "": "Array Boolean Date Error EvalError Function Infinity JSON Math NaN Number Object RangeError ReferenceError RegExp " +
      "String SyntaxError TypeError URIError decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval isFinite " +
      "isNaN parseFloat parseInt undefined unescape",
    Array: "isArray",
    "Array.prototype": "concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice " +
      "some sort splice toLocaleString toString unshift",
    "String": "fromCharCode",
    "String.prototype": "anchor big blink bold charAt charCodeAt concat fixed fontcolor fontsize indexOf italics lastIndexOf link " +
      "localeCompare match replace search slice small split strike sub substr substring sup toLocaleLowerCase " +
      "toLocaleUpperCase toLowerCase toString toUpperCase trim valueOf",
    Object: "create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames getPrototypeOf " +
      "isExtensible isFrozen isSealed keys preventExtensions seal",
    Number: "MAX_VALUE MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY",
    Math: "E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow random round " +
      "sin sqrt tan",
    RegExp: "$1 $2 $3 $4 $5 $6 $7 $8 $9 $_ input lastMatch lastParen leftContext rightContext lastIndex index",
    "RegExp.prototype": "compile exec global ignoreCase lastIndex multiline source flags test toString",
    Date: "UTC now parse",
    Function: "",
    Error: "",
  };
  const ALWAYS = ["length", "name", "prototype", "constructor"];

  function takeAway() {
    for (const [path, names] of Object.entries(KEPT)) {
      const kept = new Set([...names.split(" "), ...ALWAYS]);
      let holder = stage.guest;
      for (const part of path.split(".")) if (part !== "") holder = holder[part];
      for (const name of Object.getOwnPropertyNames(holder)) {
        if (!kept.has(name)) stage.remove(path === "" ? name : `${path}.${name}`);
      }
    }
    Reflect.deleteProperty(stage.guest, Symbol.toStringTag);
  }

  // ---- functions of JScript

  function addFunctions() {
    const one = (name, behaviour) => stage.global(name, stage.function(name, behaviour));
    one("ScriptEngine", () => "JScript");
    one("ScriptEngineMajorVersion", () => 5);
    one("ScriptEngineMinorVersion", () => 8);
    one("ScriptEngineBuildVersion", () => 16384);
    one("CollectGarbage", () => undefined);
    one("GetObject", (path = "", progid = "") => stage.parts.monikers.get(com.text(path), com.text(progid)));
    stage.interface({
      name: "ActiveXObject",
      tag: "",
      create: (s, progid = "") => com.create(progid),
      callable: (progid = "") => com.create(progid),
    });
  }

  // ---- monikers: what GetObject takes

  const handlers = []; // [pattern, behaviour(path)]

  stage.parts.monikers = {
    add: (pattern, behaviour) => void handlers.push([pattern, behaviour]),
    get(path, progid) {
      for (const [pattern, behaviour] of handlers) {
        if (pattern.test(path)) return behaviour(path);
      }
      if (progid !== "" || path === "") return com.create(progid);
      if (stage.files.exists(path, { client: "GetObject" })) return com.create(path.replace(/^.*[\\/]/s, ""));
      throw com.error(432);
    },
  };

  takeAway();
  addFunctions();
})
