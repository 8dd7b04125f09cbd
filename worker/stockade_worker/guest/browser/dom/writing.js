(function (stage) {
  "use strict";
  // A document's life: it is parsed, what scripts write meanwhile is part of it, then it is there and its events
  // come. What is written later makes a new document of it.
  //
  // Source: HTML Standard, sections 8.4 (dynamic markup insertion) and 13.2.7 (the end).

  const {
    domTree: tree,
    dom,
    events,
    mutation,
    htmlParser,
    page,
    handlers,
    scripts,
    insertion,
    loading,
  } = stage.parts;

  const MAX_WRITTEN = 64 << 20; // characters in a run
  const MAX_OPENED = 200; // documents that are written anew

  let written = 0;
  let opened = 0;

  const hooks = {
    inserted(node) {
      if (!node.connected) return;
      if (node.name !== "script") mutation.act(node, "parser");
      loading.startInFragment(node);
    },
    script(node) {
      scripts.prepare(node, true);
    },
    changed: (node, name) => handlers.changed(node, name),
  };

  function setState(document, state) {
    document.extra.readyState = state;
    if (document.wrapper !== undefined && events.isHeard()) dom.fire(document, "readystatechange");
  }

  // ---- the end of parsing

  function finish(document) {
    const { extra } = document;
    if (extra.parser !== undefined) htmlParser.close(extra.parser);
    extra.parser = undefined;
    setState(document, "interactive");
    if (!events.isHeard()) return complete(document); // what nobody can hear costs each run as much
    dom.fire(document, "DOMContentLoaded", { bubbles: true });
    stage.later(1, () => complete(document));
    return undefined;
  }

  function complete(document) {
    if (document.extra.parser !== undefined) return; // opened anew
    setState(document, "complete");
    const { window } = document.extra;
    if (window === undefined || !events.isHeard()) return;
    events.fire(window, "load");
    events.fire(window, "pageshow", { persisted: false }, "PageTransitionEvent");
  }

  // ---- what scripts write

  function open(document) {
    const { extra } = document;
    if (extra.parser !== undefined && !extra.isWritten) return; // the page itself is still being parsed
    if (opened++ >= MAX_OPENED) return;
    if (extra.parser !== undefined) extra.parser.stopped = true;
    for (const target of [extra.window, document.wrapper]) forgetListeners(target);
    mutation.removeAll(document);
    extra.parser = htmlParser.makeBuilder(document, document, { whole: true, hooks });
    extra.isWritten = true;
    extra.readyState = "loading";
  }

  function forgetListeners(target) {
    const state = events.EventTarget.state(target);
    if (state !== undefined) state.listeners = undefined;
  }

  function write(document, text, how) {
    const { extra } = document;
    if ((written += text.length) > MAX_WRITTEN) return;
    if (extra.parser === undefined) open(document);
    if (extra.parser === undefined) return;
    insertion.tellMarkup(page.body(document) ?? document, how, text);
    htmlParser.write(extra.parser, text);
  }

  function close(document) {
    if (document.extra.parser === undefined || !document.extra.isWritten) return;
    document.extra.isWritten = false;
    finish(document);
  }

  // The sample is a script of the page, which is still being parsed while it runs.
  const { document } = page;
  stage.onStart(() => {
    written = opened = 0;
    document.extra.readyState = "loading";
    document.extra.parser = htmlParser.resume(document, hooks);
    stage.later(0, () => {
      scripts.endFirst();
      finish(document);
    });
  });

  // Parses the markup of a document that is in a window: its scripts run.
  function parseLive(owner, markup) {
    owner.extra.parser = htmlParser.makeBuilder(owner, owner, { whole: true, hooks });
    htmlParser.write(owner.extra.parser, markup);
    finish(owner);
  }

  stage.parts.writing = { open, write, close, parseLive };
});
