(function (stage) {
  "use strict";
  // navigator: which browser this is, on which machine, and what it can be asked for.
  //
  // Source: HTML Standard, section 8.10.1, and the standards of each member.

  const { guest } = stage;
  const services = stage.parts.navigatorServices;
  const { mimeTypeArray, pluginArray } = stage.parts.plugins;

  const MEMORY_STEPS = [8, 4, 2, 1, 0.5]; // GB that may be told; never more than 8

  const agent = () => stage.profile.user_agent;
  const languages = () => {
    const { locale } = stage.profile;
    const [base] = locale.split("-");
    return base === locale ? [locale] : [locale, ...(locale === "en-US" ? [] : ["en-US"]), base];
  };

  let frozenLanguages; // the same array whenever it is asked for
  stage.onStart(() => {
    frozenLanguages = undefined;
  });

  function platform() {
    if (agent().includes("Windows")) return "Win32";
    if (agent().includes("Mac OS X")) return "MacIntel";
    return agent().includes("Android") ? "Linux armv81" : "Linux x86_64";
  }

  const identity = {
    vendorSub: () => "",
    productSub: () => "20030107",
    vendor: () => "Google Inc.",
    maxTouchPoints: () => 0,
    hardwareConcurrency: () => stage.profile.cores,
    cookieEnabled: () => true,
    appCodeName: () => "Mozilla",
    appName: () => "Netscape",
    appVersion: () => agent().replace(/^Mozilla\//, ""),
    platform,
    product: () => "Gecko",
    userAgent: agent,
    language: () => stage.profile.locale,
    languages: () => (frozenLanguages ??= Object.freeze(languages())),
    onLine: () => stage.answers.http !== "error",
    webdriver: () => false,
    doNotTrack: () => null,
    pdfViewerEnabled: () => true,
    deviceMemory: () => MEMORY_STEPS.find((step) => stage.profile.memory_gb >= step) ?? 0.25,
    userAgentData: stage.parts.userAgentData,
    plugins: () => pluginArray,
    mimeTypes: () => mimeTypeArray,
  };

  function requireScheme(url) {
    const record = stage.parts.urlParser.parse(String(url).toWellFormed(), stage.parts.pageUrl());
    if (record === null) {
      throw stage.error("TypeError", "Failed to execute 'sendBeacon' on 'Navigator': Invalid URL");
    }
    if (record.scheme !== "http" && record.scheme !== "https") {
      throw stage.error("TypeError", "Failed to execute 'sendBeacon' on 'Navigator': Beacons are only supported over HTTP(S).");
    }
    return stage.parts.urlParser.serialize(record);
  }

  const MAX_BEACON = 65_536; // bytes

  function sendBeacon(s, url, data = null) {
    const address = requireScheme(url);
    const body = data === null || data === undefined ? undefined : stage.parts.body.extract(data);
    if (body !== undefined && body.bytes.length > MAX_BEACON) return false;
    const details = { client: "navigator.sendBeacon", "content-type": body?.type };
    stage.effect("beacon", "POST", address, details, body?.bytes);
    return true;
  }

  const Navigator = stage.interface({
    name: "Navigator",
    path: "navigator",
    attributes: { ...identity, ...services.attributes },
    methods: {
      javaEnabled: () => false,
      sendBeacon,
      ...services.methods,
    },
  });

  const navigator = Navigator.make({});
  stage.parts.window.replaceable("clientInformation", () => navigator);
  stage.accessor(guest, "navigator", "window.navigator", () => navigator);
})
