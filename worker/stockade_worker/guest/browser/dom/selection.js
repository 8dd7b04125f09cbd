(function (stage) {
  "use strict";
  // The selection: at most one range of the page, or a text in a control.
  //
  // Source: Selection API.

  const { dom } = stage.parts;
  const { Range, textOf, removeContents, lengthOf } = stage.parts.range;
  const { wrap, nodeArgument } = dom;

  let range = null;
  let text;
  stage.onStart(() => {
    range = null;
    text = undefined;
  });

  const selected = () => text ?? (range === null ? "" : textOf(Range.state(range)));
  const rangePart = (name) => () => (range === null ? null : Range.state(range)[name]);

  function select(fields) {
    range = Range.make(fields);
    text = undefined;
  }

  const Selection = stage.interface({
    name: "Selection",
    attributes: {
      anchorNode: () => wrap(rangePart("startNode")()),
      anchorOffset: () => rangePart("startOffset")() ?? 0,
      focusNode: () => wrap(rangePart("endNode")()),
      focusOffset: () => rangePart("endOffset")() ?? 0,
      isCollapsed: () => selected() === "",
      rangeCount: () => (range === null ? 0 : 1),
      type: () => (range === null ? "None" : selected() === "" ? "Caret" : "Range"),
    },
    methods: {
      addRange(_s, given) {
        if (Range.state(given) === undefined)
          throw stage.error(
            "TypeError",
            "Failed to execute 'addRange' on 'Selection': parameter 1 is not of type 'Range'.",
          );
        range ??= given;
      },
      collapse(_s, node, offset = 0) {
        const given = dom.unwrap(node);
        if (given === undefined) range = null;
        else
          select({
            startNode: given,
            startOffset: Number(offset) >>> 0,
            endNode: given,
            endOffset: Number(offset) >>> 0,
          });
      },
      collapseToEnd() {},
      collapseToStart() {},
      containsNode: () => false,
      deleteFromDocument() {
        if (range !== null) removeContents(Range.state(range));
      },
      empty() {
        range = null;
      },
      extend() {},
      getRangeAt(_s, index) {
        if (range !== null && Number(index) === 0) return range;
        throw dom.error("IndexSizeError", "getRangeAt", "Selection", `${Number(index)} is not a valid index.`);
      },
      modify() {},
      removeAllRanges() {
        range = null;
        text = undefined;
      },
      removeRange(_s, given) {
        if (range === given) range = null;
      },
      selectAllChildren(_s, node) {
        const given = nodeArgument(node, "selectAllChildren", "Selection");
        select({ startNode: given, startOffset: 0, endNode: given, endOffset: lengthOf(given) });
      },
      setBaseAndExtent(_s, node, offset, other, end) {
        const [from, to] = [
          nodeArgument(node, "setBaseAndExtent", "Selection"),
          nodeArgument(other, "setBaseAndExtent", "Selection", 3),
        ];
        select({ startNode: from, startOffset: Number(offset) >>> 0, endNode: to, endOffset: Number(end) >>> 0 });
      },
      toString: selected,
    },
  });

  const selection = Selection.make();

  stage.parts.selection = {
    object: selection,
    selected,
    selectText(given) {
      text = given;
    },
  };
});
