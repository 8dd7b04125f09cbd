(function (stage) {
  "use strict";
  // Tokens to a tree, as forgiving as a browser. A builder takes markup in pieces (`document.write`), and
  // text that a script of the page writes while it is being run comes before the rest.
  //
  // Each token costs a bounded number of steps: no more than 512 elements are open at a time.
  // Simpler than the standard: misnested formatting is closed, not reopened, and what does not belong into a
  // table stays in it.
  //
  // Source: HTML Standard, section 13.2.6 (tree construction).

  const { domTree: tree, tokens, htmlRules: rules, htmlBuilder } = stage.parts;
  const { HTML, SVG, MATHML } = tree;
  const { top, isOpen, inScope, append, push, pop, popTo, insert, insertText, inFrame, makeBuilder, needBody } =
    htmlBuilder;

  const MAX_NESTED_WRITES = 20; // a script that writes a script that writes a script

  // ---- what ends what

  function endIfInScope(builder, name, scope) {
    if (inScope(builder, name, scope)) popTo(builder, name);
  }

  function endBefore(builder, name) {
    if (rules.BLOCKS.has(name)) endIfInScope(builder, "p");
    if (name === "li") endIfInScope(builder, "li", rules.LIST_SCOPE);
    else if (name === "dd" || name === "dt") {
      endIfInScope(builder, "dd", rules.LIST_SCOPE);
      endIfInScope(builder, "dt", rules.LIST_SCOPE);
    } else if (name === "a" || name === "button" || name === "nobr") endIfInScope(builder, name);
    if (rules.HEADINGS.has(name) && rules.HEADINGS.has(top(builder).name)) pop(builder);
    for (const sibling of rules.SIBLINGS.get(name) ?? []) {
      if (top(builder).name === sibling) pop(builder);
    }
  }

  // Returns whether a part of a table may stand here, and makes what is missing around it.
  function tablePart(builder, name) {
    const part = rules.TABLE_PARTS.get(name);
    const isAllowed = part.within.some(
      (outer) => outer === builder.root.context || inScope(builder, outer, rules.TABLE_SCOPE),
    );
    if (!isAllowed && builder.root.context !== "template" && top(builder).name !== "template") return false;
    for (const other of part.ends) endIfInScope(builder, other, rules.TABLE_SCOPE);
    if (part.needs === undefined || isContextOf(builder, part, name)) return true;
    if (top(builder).name === "table" || builder.root.context === "table") {
      tablePart(builder, part.needs);
      insert(builder, part.needs);
    } else if (name !== "tr" && top(builder).name !== "tr") insert(builder, "tr");
    return true;
  }

  function isContextOf(builder, part, name) {
    const parent = builder.stack.length === 1 ? builder.root.context : top(builder).name;
    return parent === "template" || (parent !== "table" && (name === "tr" || parent === "tr"));
  }

  // ---- tokens

  function start(builder, token) {
    const current = top(builder);
    const isForeign = current.namespace !== HTML && current.type === tree.ELEMENT;
    if (isForeign && !rules.HTML_IN_SVG.has(current.name)) return foreignStart(builder, token);
    const { name, attributes, closed } = token;
    if (name === "svg" || name === "math") {
      return void insert(builder, name, attributes, closed, name === "svg" ? SVG : MATHML);
    }
    if (rules.TABLE_PARTS.has(name) && !tablePart(builder, name)) return;
    if (name === "form" && isOpen(builder, "form") && !isOpen(builder, "template")) return;
    endBefore(builder, name);
    const node = insert(builder, name === "image" ? "img" : name, attributes);
    if (tokens.RAW.has(name) || name === "plaintext") builder.tokenizer.raw = name;
    builder.dropLineBreak = name === "pre" || name === "textarea" || name === "listing";
    if (builder.tokenizer.raw !== undefined && top(builder) !== node) push(builder, node); // beyond MAX_DEPTH
  }

  function foreignStart(builder, token) {
    const { name, attributes, closed } = token;
    if (rules.BREAKS_OUT.has(name)) {
      while (builder.stack.length > 1 && top(builder).namespace !== HTML) pop(builder);
      return start(builder, token);
    }
    const { namespace } = top(builder);
    const isSvg = namespace === SVG;
    const adjusted = isSvg && attributes !== undefined ? adjust(attributes) : attributes;
    const node = insert(builder, (isSvg && rules.SVG_NAMES.get(name)) || name, adjusted, closed, namespace);
    if (closed && name === "script") builder.hooks.script(node);
  }

  function adjust(attributes) {
    const adjusted = new Map();
    for (const [name, value] of attributes) adjusted.set(rules.SVG_ATTRIBUTES.get(name) ?? name, value);
    return adjusted;
  }

  function end(builder, { name }) {
    if (name === "p" && !inScope(builder, "p")) insert(builder, "p");
    if (name === "br") return void insert(builder, "br");
    if (name === "body" || name === "html") return;
    if (rules.HEADINGS.has(name)) return endHeading(builder);
    const found = openName(builder, name);
    if (found === undefined) return;
    const isTable = rules.TABLE_PARTS.has(name) || name === "table";
    const node = innermost(builder, found);
    if (!inScope(builder, found, isTable ? rules.TABLE_SCOPE : rules.SCOPE) && node !== top(builder)) return;
    popTo(builder, found);
    if (name === "script") builder.hooks.script(node);
  }

  function openName(builder, name) {
    if (isOpen(builder, name)) return name;
    const camel = rules.SVG_NAMES.get(name);
    return camel !== undefined && isOpen(builder, camel) ? camel : undefined;
  }

  function innermost(builder, name) {
    let at = builder.stack.length - 1;
    while (builder.stack[at].name !== name) at--;
    return builder.stack[at];
  }

  function endHeading(builder) {
    for (const name of rules.HEADINGS) {
      if (!inScope(builder, name)) continue;
      while (!rules.HEADINGS.has(pop(builder).name));
      return;
    }
  }

  function text(builder, data) {
    const drop = builder.dropLineBreak && data.startsWith("\n");
    builder.dropLineBreak = false;
    insertText(builder, drop ? data.slice(1) : data);
  }

  function process(builder, token) {
    if (token.kind === "comment") return append(builder, tree.makeComment(builder.document, token.data));
    if (token.kind === "doctype") {
      const { name, publicId, systemId } = token;
      if (!builder.whole || builder.html !== null) return;
      return append(builder, tree.makeDoctype(builder.document, name, publicId, systemId));
    }
    if (token.kind === "section") {
      const isForeign = top(builder).type === tree.ELEMENT && top(builder).namespace !== HTML;
      if (isForeign) return insertText(builder, token.data);
      return append(builder, tree.makeComment(builder.document, `[CDATA[${token.data}]]`));
    }
    if (inFrame(builder, token)) return;
    if (token.kind === "text") text(builder, token.data);
    else if (token.kind === "start") start(builder, token);
    else end(builder, token);
  }

  function run(builder, last) {
    while (!builder.stopped) {
      const token = tokens.next(builder.tokenizer, last);
      if (token === undefined) return;
      process(builder, token);
    }
  }

  // ---- doors

  // Takes more markup. From a script that the builder is running itself: it comes before the rest.
  function write(builder, markup) {
    if (builder.stopped || builder.nesting >= MAX_NESTED_WRITES) return;
    const outer = builder.tokenizer;
    builder.nesting++;
    if (builder.nesting > 1) builder.tokenizer = tokens.makeTokenizer(markup);
    else tokens.feed(outer, markup);
    run(builder, false);
    builder.nesting--;
    const inner = builder.tokenizer;
    if (inner === outer) return;
    builder.tokenizer = outer;
    if (inner.at >= inner.text.length && inner.raw === undefined) return;
    outer.text = inner.text.slice(inner.at) + outer.text.slice(outer.at);
    outer.at = outer.searched = 0;
    outer.raw = inner.raw;
  }

  function close(builder) {
    run(builder, true);
    if (builder.whole) needBody(builder);
    builder.stopped = true;
  }

  // Parses a whole document's markup into an empty document.
  function parseDocument(document, markup) {
    const builder = makeBuilder(document, document, { whole: true });
    write(builder, markup);
    close(builder);
  }

  // Returns a fragment with what the markup is inside an element of the context's name.
  function parseFragment(document, markup, context, hooks) {
    const fragment = tree.makeFragment(document);
    fragment.context = context;
    if (context === "html") return htmlContents(document, fragment, markup);
    const builder = makeBuilder(document, fragment, { hooks });
    if (tokens.RAW.has(context)) builder.tokenizer.raw = context;
    write(builder, markup);
    close(builder);
    return fragment;
  }

  function htmlContents(document, fragment, markup) {
    const whole = tree.makeDocument();
    parseDocument(whole, markup);
    const html = tree.childElement(whole, "html");
    for (let node = html.first; node !== null; node = html.first) {
      tree.unlink(node);
      tree.link(node, fragment, null);
    }
    return fragment;
  }

  // A builder for a document that is there already: what is written goes to the end of its body.
  function resume(document, hooks) {
    const builder = makeBuilder(document, document, { whole: true, hooks });
    const html = tree.childElement(document, "html");
    if (html === null) return builder;
    builder.html = html;
    push(builder, html);
    builder.head = tree.childElement(html, "head");
    builder.body = tree.childElement(html, "body");
    if (builder.body !== null) push(builder, builder.body);
    return builder;
  }

  stage.parts.htmlParser = { parseDocument, parseFragment, makeBuilder, resume, write, close };
});
