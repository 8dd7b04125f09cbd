(function (stage) {
  "use strict";
  // Frames: each has a window and a document of its own. What is written into it runs as in the page.
  //
  // Source: HTML Standard, sections 4.8.5 and 7.3.

  const { domTree: tree, dom, mutation, page, loading, writing, objectUrls } = stage.parts;

  const MAX_FRAMES = 500; // with a window of their own, in a run
  const MAX_DEPTH = 10; // frames in frames
  const EMPTY = "<html><head></head><body></body></html>";

  let count = 0;
  stage.onStart(() => {
    count = 0;
  });

  function depthOf(owner) {
    let depth = 0;
    for (let at = owner.extra.frame; at !== undefined; at = at.document.extra.frame) depth++;
    return depth;
  }

  // Returns {window, document} of a frame in a document, made when it is first asked for; undefined for others.
  function contentOf(node) {
    if (!node.connected || node.document.extra.window === undefined) return undefined;
    const extra = tree.extraOf(node);
    if (extra.frame === undefined) {
      if (count++ >= MAX_FRAMES || depthOf(node.document) >= MAX_DEPTH) return undefined;
      extra.frame = makeContent(node);
    }
    return extra.frame;
  }

  function makeContent(node) {
    const document = tree.makeDocument();
    document.extra.address = addressOf(node);
    document.extra.frame = node;
    stage.parts.htmlParser.parseDocument(document, EMPTY);
    const window = stage.parts.windows.make({
      url: document.extra.address,
      parent: node.document.extra.window,
      frameElement: dom.wrap(node),
      document: dom.wrap(document),
      path: "iframe.contentWindow",
    });
    stage.parts.events.EventTarget.attach(window, {});
    document.extra.window = window;
    return { window, document };
  }

  function addressOf(node) {
    if (node.attributes?.has("srcdoc")) return "about:srcdoc";
    const source = tree.getAttribute(node, "src");
    const whole = source === null ? null : page.resolve(source, node);
    return whole === null || /^(?:javascript|about):/i.test(whole) ? "about:blank" : whole;
  }

  // ---- loading

  function markupOf(local) {
    return /html|xml/i.test(local.mime) ? stage.text.utf8Decode(local.bytes) : undefined;
  }

  function start(node) {
    if (!node.connected || node.document.extra.window === undefined) return;
    const inline = tree.getAttribute(node, "srcdoc");
    const source = (tree.getAttribute(node, "src") ?? "").trim();
    if (inline !== null) return fillLater(node, inline);
    if (/^javascript:/i.test(source)) return void stage.parts.location.navigate(source, { client: node.name });
    if (source === "" || /^about:/i.test(source)) return loading.finish(node, true);
    const address = page.resolve(source, node);
    const local = address === null ? undefined : objectUrls.read(address);
    const markup = local === undefined ? undefined : markupOf(local);
    if (markup !== undefined) return fillLater(node, markup);
    loading.load(node, "src");
    const frame = node.extra.frame;
    if (frame !== undefined) frame.document.extra.address = addressOf(node);
  }

  // Puts markup into a frame's document, where its scripts run.
  function fillLater(node, markup) {
    stage.later(0, () => node.connected && fill(node, markup));
  }

  function fill(node, markup) {
    const content = contentOf(node);
    if (content !== undefined) {
      stage.parts.insertion.tellMarkup(node, "iframe", markup);
      mutation.removeAll(content.document);
      writing.parseLive(content.document, markup);
    }
    loading.finish(node, true);
  }

  for (const name of ["iframe", "frame"]) {
    mutation.steps.forName(name, {
      inserted: start,
      removed(node) {
        if (node.extra?.frame !== undefined) node.extra.frame = undefined;
      },
      attribute(node, changed, value) {
        if ((changed === "src" || changed === "srcdoc") && value !== null) start(node);
      },
    });
  }

  const framesOf = (owner) =>
    tree.findAll(owner, (node) => tree.isHtml(node) && (node.name === "iframe" || node.name === "frame"));
  stage.parts.frameCount = () => framesOf(page.document).length;

  const content = {
    attributes: {
      contentDocument: (s) => dom.wrap(contentOf(s.node)?.document),
      contentWindow: (s) => contentOf(s.node)?.window ?? null,
    },
    methods: { getSVGDocument: () => null },
  };

  stage.parts.frames = { HTMLIFrameElement: content, HTMLFrameElement: content };
});
