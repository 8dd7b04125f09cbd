// policy: production
// outcome: completed ["get 7","has true","deleteProperty true","ownKeys a or refused","getOwnPropertyDescriptor 1","defineProperty true","getPrototypeOf null","isExtensible true","preventExtensions true","set true"]
// why: after a trap the engine still checks its answer against the target, which the trap took away
const answers = [];
const attempt = (name, answer, ask) => {
  const target = { a: 1, __proto__: null };
  const handler = {
    [name](...rest) {
      made.revoke();
      handler[name] = null;
      return answer(...rest);
    },
  };
  const made = Proxy.revocable(target, handler);
  try {
    answers.push(name + " " + ask(made.proxy));
  } catch (error) {
    answers.push(name + " " + error.name);
  }
};
attempt(
  "get",
  () => 7,
  (p) => p.a,
);
attempt(
  "has",
  () => true,
  (p) => "a" in p,
);
attempt(
  "deleteProperty",
  (t, key) => delete t[key],
  (p) => delete p.a,
);
attempt(
  "ownKeys",
  () => ["a"],
  (p) => Reflect.ownKeys(p),
);
if (/ (a|TypeError)$/.test(answers[3])) answers[3] = "ownKeys a or refused";
attempt(
  "getOwnPropertyDescriptor",
  (t, key) => Object.getOwnPropertyDescriptor(t, key),
  (p) => Object.getOwnPropertyDescriptor(p, "a").value,
);
attempt("defineProperty", Reflect.defineProperty, (p) =>
  Reflect.defineProperty(p, "b", { value: 1, configurable: true }),
);
attempt(
  "getPrototypeOf",
  () => null,
  (p) => Object.getPrototypeOf(p),
);
attempt(
  "isExtensible",
  () => true,
  (p) => Object.isExtensible(p),
);
attempt(
  "preventExtensions",
  (t) => Reflect.preventExtensions(t),
  (p) => Reflect.preventExtensions(p),
);
attempt(
  "set",
  () => true,
  (p) => Reflect.set(p, "a", 2),
);
answers;
