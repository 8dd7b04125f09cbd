(function (stage) {
  "use strict";
  // navigator.userAgentData: what the user agent's string says, in parts.
  //
  // Source: User-Agent Client Hints.

  const HINTS = {
    architecture: () => "x86",
    bitness: () => "64",
    formFactors: () => ["Desktop"],
    fullVersionList: () => brands(fullVersion()),
    model: () => "",
    platformVersion: () => (buildOf() >= 22_000 ? "15.0.0" : "10.0.0"),
    uaFullVersion: fullVersion,
    wow64: () => false,
  };

  const version = () => /Chrome\/(\d+)/.exec(stage.profile.user_agent)?.[1] ?? "131";
  const buildOf = () => Number(String(stage.profile.os_version).split(".")[2] ?? 0);

  function fullVersion() {
    const patch = { 131: "131.0.6778.140" };
    return patch[version()] ?? `${version()}.0.6099.130`;
  }

  // The order and the odd name change with the version, so that nobody parses them.
  function brands(number) {
    return [
      { brand: "Google Chrome", version: number },
      { brand: "Chromium", version: number },
      { brand: "Not_A Brand", version: number.includes(".") ? "24.0.0.0" : "24" },
    ];
  }

  function platform() {
    const agent = stage.profile.user_agent;
    if (agent.includes("Windows")) return "Windows";
    if (agent.includes("Android")) return "Android";
    return agent.includes("Mac OS X") ? "macOS" : "Linux";
  }

  const low = () => ({
    brands: brands(version()), mobile: /Mobile|Android/.test(stage.profile.user_agent), platform: platform(),
  });

  const NavigatorUAData = stage.interface({
    name: "NavigatorUAData",
    path: "navigator.userAgentData",
    attributes: { brands: () => low().brands, mobile: () => low().mobile, platform: () => low().platform },
    methods: {
      getHighEntropyValues(s, hints) {
        const wanted = new Set(Array.from(hints, String));
        const values = low();
        for (const name of Object.keys(HINTS)) if (wanted.has(name)) values[name] = HINTS[name]();
        return stage.resolved(values);
      },
      toJSON: low,
    },
  });
  const data = NavigatorUAData.make({});

  stage.parts.userAgentData = () => data;
})
