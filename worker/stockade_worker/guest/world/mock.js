(function (stage) {
  "use strict";
  // What stands for an API that the persona does not know, if the answer `unknown` is `mock`: it is there, takes
  // whatever it is given, and each thing that is done with it is recorded under the path that led to it. As text it is
  // empty. Where the answer is `absent` nobody asks for one.

  const MAX_PATH = 200;
  const MAX_MEMBERS = 1000; // of one object that are told apart

  // Proxies need something that can be called and constructed below them.
  const { constructor: TARGET } = stage.interface({ name: "", path: "", hidden: true, style: "plain", create() {} });
  const asText = stage.function("", () => "");

  const isWanted = () => stage.answers.unknown === "mock";

  const handler = stage.handler({
    get(target, key) {
      if (key === Symbol.toPrimitive) return asText;
      if (typeof key === "symbol" || key === "then") return undefined; // neither iterable nor a promise
      const path = below(this.path, key);
      stage.useNamed(path, "get");
      if (!this.members.has(key) && this.members.size < MAX_MEMBERS) this.members.set(key, make(path));
      return this.members.get(key);
    },
    set(target, key, value) {
      if (typeof key === "symbol") return true;
      stage.useNamed(below(this.path, key), "set", [value]);
      if (this.members.size < MAX_MEMBERS) this.members.set(key, value);
      return true;
    },
    has: () => true,
    apply(target, self, values) {
      stage.useNamed(this.path, "call", valuesOf(values));
      return this.result ??= make(`${this.path}()`);
    },
    construct(target, values) {
      stage.useNamed(this.path, "construct", valuesOf(values));
      return make(this.path);
    },
  });

  const below = (path, key) => `${path}.${key}`.slice(0, MAX_PATH);

  function valuesOf(list) {
    const values = [];
    for (let at = 0; at < list.length && at < 8; at++) values.push(list[at]);
    return values;
  }

  const make = (path) =>
    new Proxy(TARGET, { __proto__: handler, path: path.slice(0, MAX_PATH), members: new Map(), result: undefined });

  stage.mock = { isWanted, make };
})
