(function (stage) {
  "use strict";
  // Tables: rows and cells by number.
  //
  // Source: HTML Standard, section 4.9.

  const { domTree: tree, dom, mutation, collections, mixins } = stage.parts;
  const { wrap } = dom;

  const SECTIONS = new Set(["tbody", "thead", "tfoot"]);
  const childrenNamed = (node, ...names) =>
    collections.elementsOf(node).filter((child) => names.includes(child.name));

  function rowsOf(table) {
    return collections.elementsOf(table).flatMap((child) => {
      if (child.name === "tr") return [child];
      return SECTIONS.has(child.name) ? childrenNamed(child, "tr") : [];
    });
  }

  const cellsOf = (row) => childrenNamed(row, "td", "th");
  const list = (name, find) => (s) => mixins.kept(s.node, name, () => collections.makeCollection(() => find(s.node)));

  function indexError(method, on, index, size) {
    return dom.error(
      "IndexSizeError",
      method,
      on,
      `The index provided (${index}) is ${index < 0 ? "less than -1" : `greater than the number of rows in the table (${size})`}.`,
    );
  }

  // Inserts a new element of the name before the one at `index` of a list; -1 is its end.
  function insertAt(parent, items, name, index, method, on) {
    const at = Number(index) | 0;
    if (at < -1 || at > items.length) throw indexError(method, on, at, items.length);
    const made = tree.makeElement(parent.document, name);
    const next = at === -1 ? null : (items[at] ?? null);
    mutation.insert(made, next?.parent ?? parent, next, method);
    return wrap(made);
  }

  function removeAt(items, index, method, on) {
    const at = (Number(index) | 0) === -1 ? items.length - 1 : Number(index) | 0;
    if (items.length === 0 && at === -1) return;
    if (items[at] === undefined) throw indexError(method, on, at, items.length);
    mutation.remove(items[at]);
  }

  function section(table, name) {
    const found = childrenNamed(table, name)[0];
    if (found !== undefined) return found;
    const made = tree.makeElement(table.document, name);
    mutation.insert(made, table, name === "tfoot" ? null : table.first, `create ${name}`);
    return made;
  }

  function bodyFor(table) {
    const found = childrenNamed(table, "tbody").at(-1);
    if (found !== undefined) return found;
    const made = tree.makeElement(table.document, "tbody");
    mutation.insert(made, table, null, "insertRow");
    return made;
  }

  const first = (name) => ({
    get: (s) => wrap(childrenNamed(s.node, name)[0]),
    set(s, given) {
      childrenNamed(s.node, name).forEach(mutation.remove);
      const node = dom.unwrap(given);
      if (node !== undefined) mutation.preInsert(node, s.node, name === "tfoot" ? null : s.node.first, name);
    },
  });
  const create = (name) => (s) => wrap(section(s.node, name));
  const drop = (name) => (s) => void childrenNamed(s.node, name).slice(0, 1).forEach(mutation.remove);

  stage.parts.tables = {
    HTMLTableElement: {
      attributes: {
        caption: first("caption"),
        tHead: first("thead"),
        tFoot: first("tfoot"),
        tBodies: list("tBodies", (node) => childrenNamed(node, "tbody")),
        rows: list("rows", rowsOf),
      },
      methods: {
        createCaption: create("caption"),
        createTHead: create("thead"),
        createTFoot: create("tfoot"),
        createTBody: (s) => wrap(bodyFor(s.node)),
        deleteCaption: drop("caption"),
        deleteTHead: drop("thead"),
        deleteTFoot: drop("tfoot"),
        deleteRow: (s, index) => removeAt(rowsOf(s.node), index, "deleteRow", "HTMLTableElement"),
        insertRow(s, index = -1) {
          const rows = rowsOf(s.node);
          const parent = rows.at(-1)?.parent ?? bodyFor(s.node);
          return insertAt(parent, rows, "tr", index, "insertRow", "HTMLTableElement");
        },
      },
    },
    HTMLTableSectionElement: {
      attributes: { rows: list("rows", (node) => childrenNamed(node, "tr")) },
      methods: {
        deleteRow: (s, index) => removeAt(childrenNamed(s.node, "tr"), index, "deleteRow", "HTMLTableSectionElement"),
        insertRow: (s, index = -1) =>
          insertAt(s.node, childrenNamed(s.node, "tr"), "tr", index, "insertRow", "HTMLTableSectionElement"),
      },
    },
    HTMLTableRowElement: {
      attributes: {
        cells: list("cells", cellsOf),
        rowIndex: (s) => positionIn(s.node, "table", rowsOf),
        sectionRowIndex: (s) => (s.node.parent === null ? -1 : childrenNamed(s.node.parent, "tr").indexOf(s.node)),
      },
      methods: {
        deleteCell: (s, index) => removeAt(cellsOf(s.node), index, "deleteCell", "HTMLTableRowElement"),
        insertCell: (s, index = -1) =>
          insertAt(s.node, cellsOf(s.node), "td", index, "insertCell", "HTMLTableRowElement"),
      },
    },
    HTMLTableCellElement: { attributes: { cellIndex: (s) => positionIn(s.node, "tr", cellsOf) }, methods: {} },
  };

  function positionIn(node, name, find) {
    for (let at = node.parent; at !== null; at = at.parent) if (at.name === name) return find(at).indexOf(node);
    return -1;
  }
});
