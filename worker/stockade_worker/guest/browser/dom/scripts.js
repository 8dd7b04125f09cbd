(function (stage) {
  "use strict";
  // Script elements: when they come into a document their text runs, as a piece of code of its own, or is
  // fetched and runs then.
  //
  // Source: HTML Standard, section 4.12.1.1 (processing model of script elements).

  const { domTree: tree, dom, events, mutation, page, loading } = stage.parts;

  const MAX_NESTING = 30; // scripts that insert scripts
  const MAX_SCRIPTS = 20_000; // in a run
  const LATER = 1; // ms

  const JAVASCRIPT =
    /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/;

  let running = []; // script elements, the innermost last
  let count = 0;
  stage.onStart(() => {
    running = [page.script];
    count = 0;
  });

  const state = (node) => tree.extraOf(node);

  function typeOf(node) {
    const type = tree.getAttribute(node, "type");
    const language = tree.getAttribute(node, "language");
    if (type !== null) return type.trim().toLowerCase();
    return language ? `text/${language.toLowerCase()}` : "";
  }

  function isForEvent(node) {
    const [on, when] = [tree.getAttribute(node, "for"), tree.getAttribute(node, "event")];
    return on !== null && when !== null && !(/^\s*window\s*$/i.test(on) && /^\s*onload(\(\))?\s*$/i.test(when));
  }

  function ownText(node) {
    let text = "";
    for (let child = node.first; child !== null; child = child.next) {
      if (child.type === tree.TEXT || child.type === tree.CDATA) text += child.data;
    }
    return text;
  }

  function evaluate(node, text) {
    if (running.length >= MAX_NESTING || count++ >= MAX_SCRIPTS) return;
    running.push(node);
    try {
      stage.evaluate(text, "script");
    } catch (thrown) {
      events.report(thrown);
    } finally {
      running.pop();
    }
  }

  function fetchAndRun(node, isParsed) {
    const source = tree.getAttribute(node, "src");
    const address = source === "" ? null : page.resolve(source, node);
    const run = () => {
      const answer = address === null ? undefined : loading.request("script", address);
      if (answer === undefined || !answer.ok) return dom.fire(node, "error");
      // Anything else is what the made-up network says to a question that it does not know.
      if (/javascript|ecmascript|^text\/plain/.test(answer.headers["content-type"] ?? ""))
        evaluate(node, stage.text.utf8Decode(answer.body));
      dom.fire(node, "load");
    };
    const isBlocking = isParsed && !node.attributes.has("async") && !node.attributes.has("defer");
    if (isBlocking) run();
    else stage.later(LATER, run);
  }

  // Runs a script that is in a document now, if it has not been.
  function prepare(node, isParsed = false) {
    const extra = state(node);
    if (extra.hasStarted || !node.connected || node.document.extra.window === undefined) return;
    const hasSource = node.attributes?.has("src") ?? false;
    const text = hasSource ? "" : ownText(node);
    if (!hasSource && text === "") return;
    const type = typeOf(node);
    if (!JAVASCRIPT.test(type) || isForEvent(node)) return;
    if (node.attributes?.has("nomodule")) return;
    extra.hasStarted = true;
    if (hasSource) return fetchAndRun(node, isParsed);
    if (type === "module") stage.later(LATER, () => evaluate(node, text));
    else evaluate(node, text);
  }

  mutation.steps.forName("script", {
    inserted(node, how) {
      if (how !== "parser") prepare(node);
    },
    attribute(node, name, _value, before) {
      if (name === "src" && before === null) prepare(node);
    },
  });

  // What is parsed out of a piece of markup does not run.
  function neverRun(node) {
    state(node).hasStarted = true;
  }

  function current() {
    const node = running.at(-1);
    return node === undefined || node.shadowHost !== undefined ? null : node;
  }

  state(page.script).hasStarted = true;

  stage.parts.scripts = {
    prepare,
    neverRun,
    current,
    // The sample itself has ended.
    endFirst() {
      running = [];
    },
    allowAgain(root) {
      for (let node = root.first; node !== null; node = tree.following(node, root)) {
        if (node.name === "script" && node.extra !== undefined) node.extra.hasStarted = false;
      }
    },
  };
});
