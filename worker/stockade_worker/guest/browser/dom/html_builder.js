(function (stage) {
  "use strict";
  // Builds the tree that the HTML parser finds: the elements that are open, putting nodes in, and the frame of
  // html, head and body that a document always has.
  //
  // Source: HTML Standard, sections 13.2.4.2, 13.2.6.1 and 13.2.6.4.

  const { domTree: tree, tokens, htmlRules: rules } = stage.parts;
  const { HTML } = tree;

  const MAX_DEPTH = 512; // as in Chrome: deeper elements become siblings

  const NO_HOOKS = { inserted() {}, script() {}, changed() {} };

  // `root` gets the nodes; `whole`: it is a document, with html, head and body implied. Hooks: inserted(node),
  // at each element's start tag; script(node), at each script's end; changed(node, name), an attribute that a
  // second tag for html, head or body has brought.
  function makeBuilder(document, root, { whole = false, hooks = NO_HOOKS } = {}) {
    return {
      document,
      root,
      whole,
      hooks,
      tokenizer: tokens.makeTokenizer(),
      stack: [root],
      open: new Map(),
      html: null,
      head: null,
      body: null,
      nesting: 0,
      stopped: false,
      dropLineBreak: false,
    };
  }

  function top(builder) {
    return builder.stack[builder.stack.length - 1];
  }

  function isOpen(builder, name) {
    return (builder.open.get(name) ?? 0) > 0;
  }

  // ---- inserting

  function append(builder, node) {
    const current = top(builder);
    tree.link(node, current.extra?.content ?? current, null);
  }

  function push(builder, node) {
    builder.stack.push(node);
    builder.open.set(node.name, (builder.open.get(node.name) ?? 0) + 1);
  }

  function pop(builder) {
    const node = builder.stack.pop();
    builder.open.set(node.name, builder.open.get(node.name) - 1);
    return node;
  }

  function popTo(builder, name) {
    while (builder.stack.length > 1) {
      if (pop(builder).name === name) return;
    }
  }

  function make(builder, name, attributes, namespace) {
    const node = tree.makeElement(builder.document, name, namespace);
    node.attributes = attributes;
    return node;
  }

  function insert(builder, name, attributes, closed = false, namespace = HTML) {
    const node = make(builder, name, attributes, namespace);
    append(builder, node);
    const isLeaf = namespace === HTML ? rules.VOID.has(name) : closed;
    if (!isLeaf && builder.stack.length <= MAX_DEPTH) push(builder, node);
    builder.hooks.inserted(node);
    return node;
  }

  function insertText(builder, data) {
    if (data === "") return;
    const current = top(builder);
    const { last } = current.extra?.content ?? current;
    if (last !== null && last.type === tree.TEXT) last.data += data;
    else append(builder, tree.makeText(builder.document, data));
  }

  // ---- the frame of a document

  function merge(builder, node, attributes) {
    for (const [name, value] of attributes ?? []) {
      if (node.attributes?.has(name)) continue;
      tree.setAttribute(node, name, value);
      builder.hooks.changed(node, name);
    }
  }

  function needHtml(builder, attributes) {
    if (builder.html !== null) return merge(builder, builder.html, attributes);
    builder.html = insert(builder, "html", attributes);
  }

  function needHead(builder, attributes) {
    needHtml(builder);
    if (builder.head !== null) return merge(builder, builder.head, attributes);
    builder.head = insert(builder, "head", attributes);
  }

  function needBody(builder, attributes) {
    needHead(builder);
    if (builder.body !== null) return merge(builder, builder.body, attributes);
    while (builder.stack.length > 2) pop(builder);
    builder.body = insert(builder, "body", attributes);
  }

  // Makes the place where a node of the page's content goes. Returns whether the token is done with.
  function inFrame(builder, token) {
    if (!builder.whole) return token.kind === "start" && /^(html|head|body|frameset)$/.test(token.name);
    if (token.kind === "start") {
      const { name, attributes } = token;
      if (name === "html") needHtml(builder, attributes);
      else if (name === "head") needHead(builder, attributes);
      else if (name === "body" || name === "frameset") needBody(builder, attributes);
      else {
        needPlace(builder, rules.HEAD.has(name));
        return false;
      }
      return true;
    }
    if (token.kind === "text") {
      if (builder.body === null && builder.stack.length < 4) {
        if (builder.stack.length < 3) token.data = token.data.trimStart(); // before the head there is no space
        if (token.data.trim() === "") return token.data === "";
      }
      needPlace(builder, builder.stack.length > 3);
    }
    return false;
  }

  function needPlace(builder, isForHead) {
    if (builder.body !== null) return;
    if (!isForHead) return needBody(builder);
    needHead(builder);
    if (top(builder) === builder.html) push(builder, builder.head); // it was closed, and is used again
  }

  // Whether an element of the name is open, and nothing of `scope` lies between.
  function inScope(builder, name, scope = rules.SCOPE) {
    if (!isOpen(builder, name)) return false;
    for (let at = builder.stack.length - 1; at > 0; at--) {
      const node = builder.stack[at];
      if (node.name === name) return true;
      if (scope.has(node.name)) return false;
    }
    return false;
  }

  stage.parts.htmlBuilder = {
    makeBuilder,
    top,
    isOpen,
    inScope,
    append,
    push,
    pop,
    popTo,
    insert,
    insertText,
    inFrame,
    needBody,
  };
});
