(function (stage) {
  "use strict";
  // Errors in node's words: those with a code of their own (ERR_...), and those of system calls.
  //
  // Source: Node.js documentation, "Errors"; errno(3) for the numbers, libuv for the words.

  const SYSTEM = {
    E2BIG: [7, "argument list too long"],
    EACCES: [13, "permission denied"],
    EADDRINUSE: [98, "address already in use"],
    EBADF: [9, "bad file descriptor"],
    ECONNREFUSED: [111, "connection refused"],
    ECONNRESET: [104, "connection reset by peer"],
    EEXIST: [17, "file already exists"],
    EINVAL: [22, "invalid argument"],
    EMFILE: [24, "too many open files"],
    EISDIR: [21, "illegal operation on a directory"],
    ENAMETOOLONG: [36, "name too long"],
    ENOENT: [2, "no such file or directory"],
    ENOTDIR: [20, "not a directory"],
    ENOTEMPTY: [39, "directory not empty"],
    ENOTFOUND: [3008, "name not found"],
    EPERM: [1, "operation not permitted"],
    ESRCH: [3, "no such process"],
    ETIMEDOUT: [110, "connection timed out"],
  };
  const SHOWN = 25; // characters of a wrong argument that a message quotes
  const TYPES = ["string", "function", "number", "object", "boolean", "bigint", "symbol"];

  // Defines properties of a guest's object: an assignment could meet a setter on a prototype, and what is made
  // here must become the guest's before it can be seen.
  function put(target, fields) {
    for (const name of Object.keys(fields)) {
      if (fields[name] === undefined) continue;
      Object.defineProperty(target, name, {
        __proto__: null, value: stage.adopt(fields[name]), writable: true, enumerable: true, configurable: true,
      });
    }
    return target;
  }

  // Returns an error with a code: coded("TypeError", "ERR_INVALID_ARG_TYPE", "The ...").
  function coded(type, code, message) {
    return put(stage.error(type, message), { code });
  }

  // Returns the error of a failed system call, such as "ENOENT: no such file or directory, open '/x'".
  function system(code, syscall, path, dest) {
    const [errno, words] = SYSTEM[code] ?? [1, "unknown error"];
    const where = path === undefined ? "" : ` '${path}'` + (dest === undefined ? "" : ` -> '${dest}'`);
    const error = stage.error("Error", `${code}: ${words}, ${syscall}${where}`);
    return put(error, { errno: -errno, code, syscall, path, dest });
  }

  // Returns the error of a connection that could not be made, or of a name that has no address.
  function connection(code, syscall, host, port) {
    const [errno] = SYSTEM[code] ?? [1];
    if (code === "ENOTFOUND") {
      return put(stage.error("Error", `${syscall} ${code} ${host}`), {
        errno: -errno, code, syscall, hostname: host,
      });
    }
    return put(stage.error("Error", `${syscall} ${code} ${host}:${port}`), {
      errno: -errno, code, syscall, address: host, port,
    });
  }

  function quoted(text) {
    return text.length > SHOWN + 3 ? `'${text.slice(0, SHOWN)}...'` : `'${text}'`;
  }

  // Returns what a message says about a wrong argument; runs no guest code but a getter of `constructor`.
  function received(value) {
    if (value === null || value === undefined) return `Received ${value}`;
    if (typeof value === "function") return `Received function ${value.name}`;
    if (typeof value === "object") {
      const name = value.constructor?.name;
      return name ? `Received an instance of ${String(name).slice(0, 80)}` : "Received an object";
    }
    const text = typeof value === "string" ? quoted(value) : String(value).slice(0, SHOWN);
    return `Received type ${typeof value} (${text}${typeof value === "bigint" ? "n" : ""})`;
  }

  // "of type string", "one of type string or Buffer": expected may name types and classes.
  function wanted(expected) {
    const types = expected.filter((name) => TYPES.includes(name));
    const classes = expected.filter((name) => !TYPES.includes(name));
    const parts = [];
    if (types.length > 0) parts.push(`${types.length > 1 ? "one of type" : "of type"} ${listed(types)}`);
    if (classes.length > 0) parts.push(`an instance of ${listed(classes)}`);
    return parts.join(" or ");
  }

  function listed(names) {
    if (names.length < 3) return names.join(" or ");
    return `${names.slice(0, -1).join(", ")}, or ${names.at(-1)}`;
  }

  function invalidType(name, expected, value) {
    const kind = name.includes(".") ? "property" : "argument";
    const message = `The "${name}" ${kind} must be ${wanted(expected)}. ${received(value)}`;
    return coded("TypeError", "ERR_INVALID_ARG_TYPE", message);
  }

  function invalidValue(name, value, reason = "is invalid") {
    const kind = name.includes(".") ? "property" : "argument";
    const shown = typeof value === "string" ? quoted(value) : String(value).slice(0, SHOWN);
    return coded("TypeError", "ERR_INVALID_ARG_VALUE", `The ${kind} '${name}' ${reason}. Received ${shown}`);
  }

  function outOfRange(name, range, value) {
    const message = `The value of "${name}" is out of range. It must be ${range}. Received ${String(value)}`;
    return coded("RangeError", "ERR_OUT_OF_RANGE", message);
  }

  function unknownEncoding(name) {
    return coded("TypeError", "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${String(name)}`);
  }

  // Checks that throw node's error; each returns the value, so that it can stand in an expression.
  function check(test, expected) {
    return (value, name) => {
      if (!test(value)) throw invalidType(name, expected, value);
      return value;
    };
  }

  const checks = {
    text: check((value) => typeof value === "string", ["string"]),
    number: check((value) => typeof value === "number", ["number"]),
    callback: check(stage.isFunction, ["function"]),
    object: check((value) => stage.isObject(value) && !Array.isArray(value), ["object"]),
  };

  stage.parts.errors = {
    ...checks, coded, connection, invalidType, invalidValue, outOfRange, put, received, system, unknownEncoding,
    errnoOf: (code) => SYSTEM[code]?.[0], names: Object.keys(SYSTEM),
  };
})
