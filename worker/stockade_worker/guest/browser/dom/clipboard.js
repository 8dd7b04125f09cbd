(function (stage) {
  "use strict";
  // Copying by `document.execCommand`: what is selected, or what a listener for the event puts in its place, is
  // told as written to the clipboard. And DataTransfer, which that event carries.
  //
  // Source: Clipboard API and events, section 6; HTML Standard, section 6.11.3.

  const { dom, events, htmlElement, selection, page } = stage.parts;

  const MAX_ITEMS = 100;

  const DataTransfer = stage.interface({
    name: "DataTransfer",
    create(state) {
      state.data = new Map();
    },
    attributes: {
      dropEffect: { get: () => "none", set() {} },
      effectAllowed: { get: () => "uninitialized", set() {} },
      items: () => [],
      types: (s) => [...s.data.keys()],
      files: () => [],
    },
    methods: {
      clearData(s, format = undefined) {
        if (format === undefined) s.data.clear();
        else s.data.delete(String(format).toLowerCase());
      },
      getData: (s, format) => s.data.get(nameOf(String(format))) ?? "",
      setData(s, format, data) {
        const name = nameOf(String(format));
        const text = String(data);
        if (s.data.size < MAX_ITEMS || s.data.has(name)) s.data.set(name, text);
      },
      setDragImage() {},
    },
  });

  function nameOf(format) {
    const lower = format.toLowerCase();
    if (lower === "text") return "text/plain";
    return lower === "url" ? "text/uri-list" : lower;
  }

  // Fires copy or cut; returns whether something has been written.
  function copy(owner, type) {
    const transfer = DataTransfer.make({ data: new Map() });
    const event = events.makeEvent(
      type,
      { bubbles: true, cancelable: true, clipboardData: transfer },
      "ClipboardEvent",
    );
    const target = htmlElement.focused(owner) ?? owner;
    const isOurs = events.dispatch(dom.wrap(target), event);
    const { data } = DataTransfer.state(transfer);
    const text = isOurs ? selection.selected() : (data.get("text/plain") ?? [...data.values()][0] ?? "");
    if (text === "") return isOurs === false;
    stage.effect(
      "clipboard",
      `execCommand("${type}")`,
      text.slice(0, 4000),
      { formats: [...data.keys()].join(", ") },
      text,
    );
    return true;
  }

  const TEXT_COMMANDS = new Set(["inserttext", "inserthtml"]);

  function execute(owner, command, value) {
    const name = command.toLowerCase();
    if (name === "copy" || name === "cut") return copy(owner, name);
    if (name === "selectall") {
      selection.selectText(stage.parts.domTree.textOf(page.body(owner) ?? owner));
      return true;
    }
    if (TEXT_COMMANDS.has(name)) {
      const node = htmlElement.focused(owner);
      if (node === null || !/^(?:input|textarea)$/.test(node.name)) return false;
      const extra = stage.parts.domTree.extraOf(node);
      extra.value = (extra.value ?? "") + value;
      return true;
    }
    return false;
  }

  stage.parts.editing = { execute };
});
