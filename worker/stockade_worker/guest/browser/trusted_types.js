(function (stage) {
  "use strict";
  // trustedTypes: the page has no policy that requires them, so all that they do is to pass text on.
  //
  // Source: Trusted Types.

  const { error, isFunction, isObject } = stage;

  const KINDS = { createHTML: "TrustedHTML", createScript: "TrustedScript", createScriptURL: "TrustedScriptURL" };
  const handles = {};
  for (const name of Object.values(KINDS)) {
    handles[name] = stage.interface({
      name, methods: { toJSON: (s) => s.value, toString: (s) => s.value },
    });
  }
  const trusted = (name, value) => handles[name].make({ value });

  // Has the page's own rule make the text.
  function creator(method) {
    return (s, input, ...more) => {
      const text = String(input);
      const rule = s.rules[method];
      if (!isFunction(rule)) {
        throw error(
          "TypeError",
          `Failed to execute '${method}' on 'TrustedTypePolicy': Policy ${s.name}'s TrustedTypePolicyOptions did not specify a '${method}' member.`,
        );
      }
      return trusted(KINDS[method], String(stage.call(rule, undefined, text, ...more)));
    };
  }

  const Policy = stage.interface({
    name: "TrustedTypePolicy",
    attributes: { name: (s) => s.name },
    methods: {
      createHTML: creator("createHTML"),
      createScript: creator("createScript"),
      createScriptURL: creator("createScriptURL"),
    },
  });

  let defaultPolicy = null;
  stage.onStart(() => {
    defaultPolicy = null;
  });

  function createPolicy(name, options) {
    const rules = {};
    for (const method of Object.keys(KINDS)) rules[method] = isObject(options) ? options[method] : undefined;
    const policy = Policy.make({ name, rules });
    if (name === "default") defaultPolicy = policy;
    return policy;
  }

  const Factory = stage.interface({
    name: "TrustedTypePolicyFactory",
    path: "trustedTypes",
    attributes: {
      emptyHTML: () => trusted("TrustedHTML", ""),
      emptyScript: () => trusted("TrustedScript", ""),
      defaultPolicy: () => defaultPolicy,
    },
    methods: {
      createPolicy: (s, name, options = undefined) => createPolicy(String(name), options),
      getAttributeType: (s, _element, _attribute) => null,
      getPropertyType: (s, _element, _property) => null,
      isHTML: (s, value) => handles.TrustedHTML.state(value) !== undefined,
      isScript: (s, value) => handles.TrustedScript.state(value) !== undefined,
      isScriptURL: (s, value) => handles.TrustedScriptURL.state(value) !== undefined,
    },
  });
  const factory = Factory.make({});
  stage.accessor(stage.guest, "trustedTypes", "window.trustedTypes", () => factory);
})
