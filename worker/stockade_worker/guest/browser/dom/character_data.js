(function (stage) {
  "use strict";
  // Text, comments, document types and fragments.
  //
  // Source: DOM Standard, sections 4.6, 4.7, 4.10 to 4.14.

  const { domTree: tree, dom, mutation, mixins, node } = stage.parts;
  const { Node } = node;
  const { TEXT, CDATA, INSTRUCTION, COMMENT, DOCTYPE, FRAGMENT } = tree;

  function offsetOf(s, offset, method) {
    const at = Number(offset) >>> 0;
    if (at <= s.node.data.length) return at;
    throw dom.error(
      "IndexSizeError",
      method,
      "CharacterData",
      `The offset ${at} is greater than the node's length (${s.node.data.length}).`,
    );
  }

  function splice(s, offset, count, text, method) {
    const at = offsetOf(s, offset, method);
    const end = Math.min(s.node.data.length, at + (Number(count) >>> 0));
    mutation.setData(s.node, s.node.data.slice(0, at) + text + s.node.data.slice(end));
  }

  const CharacterData = stage.interface(
    mixins.combine(
      {
        name: "CharacterData",
        parent: Node,
        attributes: {
          data: { get: (s) => s.node.data, set: (s, text) => mutation.setData(s.node, dom.textOrEmpty(text)) },
          length: (s) => s.node.data.length,
        },
        methods: {
          appendData(s, text) {
            mutation.setData(s.node, s.node.data + String(text));
          },
          deleteData: (s, offset, count) => splice(s, offset, count, "", "deleteData"),
          insertData: (s, offset, text) => splice(s, offset, 0, String(text), "insertData"),
          replaceData: (s, offset, count, text) => splice(s, offset, count, String(text), "replaceData"),
          substringData(s, offset, count) {
            const at = offsetOf(s, offset, "substringData");
            return s.node.data.slice(at, at + (Number(count) >>> 0));
          },
        },
      },
      mixins.siblings,
      mixins.childNode,
    ),
  );

  const mainDocument = () => stage.parts.page.document;

  const Text = stage.interface({
    name: "Text",
    parent: CharacterData,
    create(state, data = "") {
      dom.adopt(state, tree.makeText(mainDocument(), String(data)));
    },
    attributes: { wholeText: (s) => wholeText(s.node), assignedSlot: () => null },
    methods: {
      splitText(s, offset) {
        const at = offsetOf(s, offset, "splitText");
        const rest = tree.makeText(s.node.document, s.node.data.slice(at));
        mutation.setData(s.node, s.node.data.slice(0, at));
        if (s.node.parent !== null) mutation.insert(rest, s.node.parent, s.node.next, "splitText");
        return dom.wrap(rest);
      },
    },
  });

  function wholeText(text) {
    let first = text;
    while (first.previous !== null && first.previous.type === TEXT) first = first.previous;
    const parts = [];
    for (let at = first; at !== null && at.type === TEXT; at = at.next) parts.push(at.data);
    return parts.join("");
  }

  const CDATASection = stage.interface({ name: "CDATASection", parent: Text });

  const ProcessingInstruction = stage.interface({
    name: "ProcessingInstruction",
    parent: CharacterData,
    attributes: { target: (s) => s.node.name, sheet: () => null },
  });

  const Comment = stage.interface({
    name: "Comment",
    parent: CharacterData,
    create(state, data = "") {
      dom.adopt(state, tree.makeComment(mainDocument(), String(data)));
    },
  });

  const DocumentType = stage.interface(
    mixins.combine(
      {
        name: "DocumentType",
        parent: Node,
        attributes: {
          name: (s) => s.node.name,
          publicId: (s) => s.node.extra.publicId,
          systemId: (s) => s.node.extra.systemId,
        },
      },
      mixins.childNode,
    ),
  );

  const DocumentFragment = stage.interface(
    mixins.combine(
      {
        name: "DocumentFragment",
        parent: Node,
        create(state) {
          dom.adopt(state, tree.makeFragment(mainDocument()));
        },
        methods: { getElementById: (s, id) => dom.wrap(tree.elementById(s.node, String(id))) },
      },
      mixins.parentNode("DocumentFragment"),
    ),
  );

  for (const [type, handle] of [
    [TEXT, Text],
    [CDATA, CDATASection],
    [INSTRUCTION, ProcessingInstruction],
    [COMMENT, Comment],
    [DOCTYPE, DocumentType],
    [FRAGMENT, DocumentFragment],
  ])
    dom.byType.set(type, handle);

  stage.parts.characterData = { DocumentFragment };
});
