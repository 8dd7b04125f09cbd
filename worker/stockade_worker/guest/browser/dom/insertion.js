(function (stage) {
  "use strict";
  // What comes into a document is told: markup by whoever wrote it, elements by what they are.

  const { domTree: tree, mutation, serialise, scripts, loading } = stage.parts;

  const MAX_SHOWN = 16_384; // characters of markup in an effect
  const MAX_PLAIN = 200; // elements that do nothing by themselves, told in a run
  const MAX_ACTIVE = 2000;

  // Elements that run, load or send something, or change what others mean.
  const ACTIVE = new Set(
    "script iframe frame frameset object embed applet link base meta form svg portal".split(" "),
  );

  let plain = 0;
  let active = 0;
  stage.onStart(() => {
    plain = active = 0;
  });

  const ADDRESSES = ["src", "href", "data", "action", "srcdoc", "content"];

  function detailsOf(node) {
    const details = { element: node.name };
    for (const name of ADDRESSES) {
      const value = tree.getAttribute(node, name);
      if (value !== null) details[name] = value;
    }
    return details;
  }

  const hasHandler = (node) =>
    node.attributes !== undefined && [...node.attributes.keys()].some((name) => name.startsWith("on"));

  // A root that has come into a document, by `how`.
  function tell(root, how) {
    if (root.type !== tree.ELEMENT || TOLD_AS_MARKUP.has(how)) return;
    const isActive = ACTIVE.has(root.name) || hasHandler(root);
    if (isActive ? active++ >= MAX_ACTIVE : plain++ >= MAX_PLAIN) return;
    const markup = serialise.outer(root, MAX_SHOWN);
    stage.effect("dom_injection", how, serialise.startTag(root), detailsOf(root), markup);
  }

  // Markup that is written: it is told as it was given.
  const TOLD_AS_MARKUP = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "parser", "document.write"]);

  function tellMarkup(target, how, markup) {
    if (markup === "" || !target.connected || target.document.extra.window === undefined) return;
    const isActive = markup.includes("<");
    if (isActive ? active++ >= MAX_ACTIVE : plain++ >= MAX_PLAIN) return;
    const details = { into: target.name };
    stage.effect("dom_injection", how, markup.slice(0, MAX_SHOWN), details, markup);
  }

  mutation.steps.watch({
    arrived(root, how) {
      if (root.document.extra.window !== undefined) tell(root, how);
    },
  });

  // Of markup that is a piece of a document: scripts in it don't run, images load.
  const fragmentHooks = {
    inserted(node) {
      if (node.name === "script") scripts.neverRun(node);
      else loading.startInFragment(node);
    },
    script() {},
    changed() {},
  };

  stage.parts.insertion = { tellMarkup, fragmentHooks };
});
