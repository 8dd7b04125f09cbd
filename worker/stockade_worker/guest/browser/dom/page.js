(function (stage) {
  "use strict";
  // The page that the code finds itself in: a small document, made once, whose title and address are those of
  // the profile, and whose script is the sample; and what an address in it means.

  const { domTree: tree, htmlParser, urlParser } = stage.parts;

  const MARKUP =
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>x</title></head>' +
    '<body><div id="content"><h1>Welcome</h1><p>Please wait.</p></div><script>x</script></body></html>';

  const document = tree.makeDocument();
  htmlParser.parseDocument(document, MARKUP);
  const html = tree.childElement(document, "html");
  const body = tree.childElement(html, "body");
  const title = tree.childElement(tree.childElement(html, "head"), "title");
  const script = tree.childElement(body, "script"); // the one that the sample is

  // Gives a text node what is known once a run has begun, and is made when something first asks for it.
  function fillLater(node, make) {
    let text;
    Reflect.defineProperty(node, "data", {
      get: () => (text ??= make()),
      set(value) {
        text = value;
      },
      enumerable: true,
    });
    stage.onStart(() => {
      text = undefined;
    });
  }

  fillLater(title.first, () => stage.profile.title);
  fillLater(script.first, () => stage.source);

  // ---- addresses

  // The document's own address. Another window's document has it in its `extra`.
  function addressOf(owner) {
    return owner.extra.address ?? stage.parts.location.href();
  }

  let baseVersion = -1;
  let base = null; // of this page: the element with an href
  function baseElement(owner) {
    const find = () => tree.find(owner, (node) => tree.isHtml(node, "base") && node.attributes?.has("href"));
    if (owner !== document) return find();
    if (baseVersion !== tree.version()) {
      base = find();
      baseVersion = tree.version();
    }
    return base;
  }

  // The address that others are relative to in a node's document.
  function baseOf(node) {
    const owner = node.document;
    const own = addressOf(owner);
    const element = baseElement(owner);
    return element === null ? own : (urlParser.resolve(tree.getAttribute(element, "href"), own) ?? own);
  }

  // Returns the whole address that a text means there, or null.
  function resolve(given, node) {
    return urlParser.resolve(given, baseOf(node));
  }

  // Location and fetch ask for a base element of the page's.
  stage.parts.baseUrl = () => (baseElement(document) === null ? undefined : urlParser.parse(baseOf(document)));

  // ---- parts of a document

  const root = (owner) => tree.elementAfter(owner.first);

  function bodyOf(owner) {
    const top = root(owner);
    return top === null ? null : (tree.childElement(top, "body") ?? tree.childElement(top, "frameset"));
  }

  function headOf(owner) {
    const top = root(owner);
    return top === null ? null : tree.childElement(top, "head");
  }

  stage.parts.page = { document, script, addressOf, baseOf, resolve, root, body: bodyOf, head: headOf };
});
