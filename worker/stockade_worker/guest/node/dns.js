(function (stage) {
  "use strict";
  // The module "dns": names have the addresses that the made-up network gives them.
  //
  // Source: Node.js documentation, "DNS".

  const { net, turns } = stage.parts;
  const { callback: checked, connection, text } = stage.parts.errors;
  const { isFunction, isObject } = stage;
  const RECORDS = ["A", "AAAA", "ANY", "CAA", "CNAME", "MX", "NAPTR", "NS", "PTR", "SOA", "SRV", "TXT"];
  const LABELS = { A: "4", AAAA: "6" };

  function ask(name, type, syscall) {
    const result = stage.dns(text(name, "hostname"), { client: `dns.${syscall}`, type });
    if (result.error) throw connection(result.error, syscall, name);
    return result.addresses;
  }

  // Returns what a query of some type gives. Only addresses are made up: there are no other records.
  function resolve(name, type = "A") {
    const addresses = ask(name, type, `query${type[0]}${type.slice(1).toLowerCase()}`);
    if (type === "A") return addresses;
    if (type === "TXT") return [["v=spf1 -all"]];
    if (type === "MX") return [{ exchange: `mail.${name}`, priority: 10 }];
    if (type === "NS") return [`ns1.${name}`, `ns2.${name}`];
    throw connection("ENOTFOUND", `query${type}`, name);
  }

  function lookup(name, options) {
    const address = net.isIP(name) ? name : ask(name, "A", "lookup")[0];
    const found = { address, family: net.isIP(address) || 4 };
    return isObject(options) && options.all ? [found] : found;
  }

  const reverse = (address) => [`host-${text(address, "ip").replaceAll(".", "-")}.${stage.profile.domain}`];

  // With a callback, which gets what `spread` makes of the result.
  function calling(run, spread = (result) => [result]) {
    return (...values) => {
      const callback = checked(values.findLast(isFunction), "callback");
      const given = values.slice(0, values.lastIndexOf(callback));
      turns.turn(() => {
        let result;
        try {
          result = spread(run(...given));
        } catch (error) {
          stage.call(callback, undefined, error);
          return;
        }
        stage.call(callback, undefined, null, ...result);
      });
    };
  }

  const pair = (found) => (Array.isArray(found) ? [found] : [found.address, found.family]);
  const plainResolve = (name, type) => resolve(name, typeof type === "string" ? type : "A");

  function resolvers(wrap) {
    const made = { resolve: wrap(plainResolve), reverse: wrap(reverse) };
    for (const type of RECORDS) {
      made[`resolve${LABELS[type] ?? type[0] + type.slice(1).toLowerCase()}`] = wrap((name) => resolve(name, type));
    }
    return made;
  }

  const asPromise = (run) => (...values) => turns.promised(() => run(...values));
  const servers = {
    getServers: () => [stage.profile.local_ip.replace(/\d+$/, "1")],
    setServers() {},
  };
  const stated = (methods) => Object.fromEntries(Object.entries(methods).map(([name, run]) => [name, (_state, ...values) => run(...values)]));

  const resolver = (path, wrap) => stage.interface({
    name: "Resolver", path, style: "plain", hidden: true, create() {},
    methods: stated({ ...resolvers(wrap), ...servers, cancel() {} }),
  }).constructor;

  stage.parts.define("dns/promises", () => stage.namespace({
    name: "promises",
    path: "dns.promises",
    methods: { ...resolvers(asPromise), lookup: asPromise(lookup), ...servers },
    values: { Resolver: resolver("dns.promises.Resolver", asPromise) },
  }));
  stage.parts.define("dns", () => {
    const errors = Object.fromEntries(["NODATA", "NOTFOUND", "SERVFAIL", "TIMEOUT", "CONNREFUSED"].map((name) => [name, `E${name}`]));
    return stage.namespace({
      name: "dns",
      methods: {
        ...resolvers(calling),
        lookup: calling(lookup, pair),
        lookupService: calling((address, port) => [reverse(address)[0], port === 443 ? "https" : "http"], (pairOf) => pairOf),
        ...servers,
        getDefaultResultOrder: () => "verbatim",
        setDefaultResultOrder() {},
      },
      values: { ...errors, ADDRCONFIG: 32, V4MAPPED: 8, promises: stage.parts.core("dns/promises"), Resolver: resolver("dns.Resolver", calling) },
    });
  });
})
