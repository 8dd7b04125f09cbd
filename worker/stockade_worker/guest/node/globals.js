(function (stage) {
  "use strict";
  // Globals that only node has, and the making of all modules, so that a run need not make them.
  //
  // Source: Node.js documentation, "Global objects".

  const { guest } = stage;

  stage.global("global", guest);

  stage.namespace({
    name: "navigator",
    global: true,
    tag: "Navigator",
    attributes: {
      hardwareConcurrency: () => stage.profile.cores,
      language: () => stage.profile.locale,
      languages: () => [stage.profile.locale],
      platform: () => "linux",
      userAgent: () => `Node.js/${stage.parts.process.version().split(".")[0]}`,
    },
  });

  for (const name of stage.parts.coreNames()) stage.parts.core(name);
})
