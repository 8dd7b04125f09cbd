(function (stage) {
  "use strict";
  // The module "assert".
  //
  // Source: Node.js documentation, "Assert".

  const { inspect, isSame } = stage.parts.util;
  const { invalidType, put } = stage.parts.errors;
  const { isFunction, isObject } = stage;

  function failure(message, operator, actual, expected) {
    if (isObject(message)) return message;
    const words = message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`;
    const made = stage.construct(AssertionError.constructor, { message: String(words), operator, actual, expected });
    return made;
  }

  // An error of the guest's with the class's prototype.
  const AssertionError = stage.interface({
    name: "AssertionError", path: "assert.AssertionError", hidden: true, tag: "",
    prototype: Object.create(stage.builtins.Error.prototype),
    create(_state, options) {
      const made = Object.setPrototypeOf(stage.error("Error", String(options?.message ?? "Failed")), AssertionError.prototype);
      return put(made, {
        generatedMessage: false, code: "ERR_ASSERTION", actual: options?.actual, expected: options?.expected, operator: options?.operator,
      });
    },
  });
  put(AssertionError.prototype, { name: "AssertionError" });

  function ok(value, message) {
    if (!value) throw failure(message ?? "The expression evaluated to a falsy value", "==", value, true);
  }

  const compare = (operator, test) => (actual, expected, message) => {
    if (!test(actual, expected)) throw failure(message, operator, actual, expected);
  };

  // Tells whether an error is the one that was expected: a class, a pattern, a test or an example.
  function fits(error, expected) {
    if (!isObject(expected)) return true;
    if (isFunction(expected)) return isObject(expected.prototype) && error instanceof expected ? true : stage.call(expected, undefined, error) === true;
    if (isFunction(expected.test)) return Boolean(stage.call(expected.test, expected, String(error)));
    return Object.keys(expected).every((key) => isSame(error?.[key], expected[key]));
  }

  function throws(run, expected, message) {
    if (!isFunction(run)) throw invalidType("fn", ["function"], run);
    try {
      stage.call(run, undefined);
    } catch (error) {
      if (fits(error, expected)) return;
      throw error;
    }
    throw failure(typeof expected === "string" ? expected : message ?? "Missing expected exception.", "throws");
  }

  function rejects(run, expected, message) {
    const { promise, resolve, reject } = stage.promise();
    const started = isFunction(run) ? stage.call(run, undefined) : run;
    stage.then(
      started,
      () => reject(failure(message ?? "Missing expected rejection.", "rejects")),
      (error) => (fits(error, expected) ? resolve(undefined) : reject(error)),
    );
    return promise;
  }

  const METHODS = {
    ok,
    equal: compare("==", (a, b) => a == b || Object.is(a, b)),
    notEqual: compare("!=", (a, b) => a != b),
    strictEqual: compare("strictEqual", Object.is),
    notStrictEqual: compare("notStrictEqual", (a, b) => !Object.is(a, b)),
    deepEqual: compare("deepEqual", (a, b) => a == b || isSame(a, b)),
    deepStrictEqual: compare("deepStrictEqual", (a, b) => isSame(a, b)),
    notDeepEqual: compare("notDeepEqual", (a, b) => !isSame(a, b)),
    notDeepStrictEqual: compare("notDeepStrictEqual", (a, b) => !isSame(a, b)),
    match: compare("match", (text, pattern) => Boolean(stage.call(pattern.test, pattern, text))),
    doesNotMatch: compare("doesNotMatch", (text, pattern) => !stage.call(pattern.test, pattern, text)),
    throws,
    doesNotThrow: (run) => void stage.call(run, undefined),
    rejects,
    doesNotReject: (run) => (isFunction(run) ? stage.call(run, undefined) : run),
    fail(message) {
      throw failure(message ?? "Failed", "fail");
    },
    ifError(value) {
      if (value !== null && value !== undefined) throw failure(isObject(value) ? value : `ifError got unwanted exception: ${String(value)}`, "ifError", value, null);
    },
  };

  function make(name) {
    const made = stage.function(name, ok);
    stage.namespace({ name, object: made, methods: METHODS, values: { AssertionError: AssertionError.constructor } });
    return made;
  }

  stage.parts.define("assert/strict", () => {
    const made = make("assert");
    return put(made, { equal: made.strictEqual, notEqual: made.notStrictEqual, deepEqual: made.deepStrictEqual, strict: made });
  });
  stage.parts.define("assert", () => put(make("assert"), { strict: stage.parts.core("assert/strict") }));
})
