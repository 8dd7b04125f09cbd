(function (stage) {
  "use strict";
  // Matching elements against selectors, from right to left.
  //
  // Theory of operation. A failure says how far it reaches: LOCALLY, this element only; SIBLINGS, no earlier
  // sibling helps; COMPLETELY, no ancestor does either. So a chain of descendants is not tried in all its
  // combinations. What stays expensive (`:has`, `:nth-child` in long lists) is paid out of a budget of steps
  // for each call; when it is used up, nothing more matches.

  const { domTree: tree, selectors } = stage.parts;

  const MATCHES = 0;
  const LOCALLY = 1;
  const SIBLINGS = 2;
  const COMPLETELY = 3;

  const MAX_STEPS = 1_000_000; // of one call

  let steps = 0;
  let scope = null; // what :scope is
  let anchor = null; // what :has is asked of

  const parentElement = (node) => (node.parent !== null && node.parent.type === tree.ELEMENT ? node.parent : null);
  const before = (node) => tree.elementBefore(node.previous);
  const after = (node) => tree.elementAfter(node.next);

  // ---- one element, one compound

  function position(node, isBackwards, isOfType) {
    let count = 1;
    const move = isBackwards ? after : before;
    for (let other = move(node); other !== null; other = move(other)) {
      steps++;
      if (!isOfType || (other.name === node.name && other.namespace === node.namespace)) count++;
    }
    return count;
  }

  const hasNoneOfType = (node, move) => {
    for (let other = move(node); other !== null; other = move(other)) {
      steps++;
      if (other.name === node.name && other.namespace === node.namespace) return false;
    }
    return true;
  };

  const DISABLED = new Set(["button", "input", "select", "textarea", "option", "optgroup", "fieldset"]);
  const isControl = (node) => DISABLED.has(node.name);
  const has = (node, name) => node.attributes?.has(name) ?? false;
  const isFirst = (node) => before(node) === null;
  const isLast = (node) => after(node) === null;

  const PSEUDOS = {
    __proto__: null,
    "first-child": isFirst,
    "last-child": isLast,
    "only-child": (node) => isFirst(node) && isLast(node),
    "first-of-type": (node) => hasNoneOfType(node, before),
    "last-of-type": (node) => hasNoneOfType(node, after),
    "only-of-type": (node) => hasNoneOfType(node, before) && hasNoneOfType(node, after),
    root: (node) => node.parent !== null && node.parent.type === tree.DOCUMENT,
    empty: (node) => node.count === 0,
    checked: (node) =>
      node.extra?.checked ?? (has(node, "checked") || (node.name === "option" && has(node, "selected"))),
    disabled: (node) => isControl(node) && has(node, "disabled"),
    enabled: (node) => isControl(node) && !has(node, "disabled"),
    required: (node) => isControl(node) && has(node, "required"),
    optional: (node) => isControl(node) && !has(node, "required"),
    link: (node) => has(node, "href") && (node.name === "a" || node.name === "area"),
    "any-link": (node) => has(node, "href") && (node.name === "a" || node.name === "area"),
    scope: (node) => node === scope,
    defined: (node) => !node.name.includes("-") || node.custom !== undefined,
    "read-write": (node) => (node.name === "input" || node.name === "textarea") && !has(node, "readonly"),
    "read-only": (node) => !PSEUDOS["read-write"](node),
    valid: isControl,
  };

  const OPERATORS = {
    "=": (value, wanted) => value === wanted,
    "~=": (value, wanted) => wanted !== "" && value.split(/[ \t\n\r\f]+/).includes(wanted),
    "|=": (value, wanted) => value === wanted || value.startsWith(`${wanted}-`),
    "^=": (value, wanted) => wanted !== "" && value.startsWith(wanted),
    "$=": (value, wanted) => wanted !== "" && value.endsWith(wanted),
    "*=": (value, wanted) => wanted !== "" && value.includes(wanted),
  };

  function matchesAttribute(node, test) {
    const isHtml = node.namespace === tree.HTML;
    const value = node.attributes?.get(isHtml ? test.name.toLowerCase() : test.name);
    if (value === undefined) return false;
    return (
      test.operator === "" || OPERATORS[test.operator](test.ignoresCase ? value.toLowerCase() : value, test.value)
    );
  }

  function matchesNth(node, { name, step, offset }) {
    const at = position(node, name.includes("last"), name.includes("type")) - offset;
    return step === 0 ? at === 0 : at % step === 0 && at / step >= 0;
  }

  const TESTS = {
    any: () => true,
    never: () => false,
    type: (node, test) => node.name === (node.namespace === tree.HTML ? test.lower : test.name),
    id: (node, test) => node.attributes?.get("id") === test.value,
    class: (node, test) =>
      node.attributes
        ?.get("class")
        ?.split(/[ \t\n\r\f]+/)
        .includes(test.value) ?? false,
    attribute: matchesAttribute,
    pseudo: (node, test) => PSEUDOS[test.name]?.(node) ?? false,
    nth: matchesNth,
    not: (node, test) => !matchesList(node, test.list),
    is: (node, test) => matchesList(node, test.list),
    has: (node, test) => hasAny(node, test.list),
    anchor: (node) => node === anchor,
  };

  // Whether something below the element, or behind it, matches relative to it.
  function hasAny(node, list) {
    const outer = anchor;
    anchor = node;
    const root = list.some((one) => reachesSiblings(one)) && node.parent !== null ? node.parent : node;
    let found = false;
    for (let at = root.first; at !== null && !found && steps < MAX_STEPS; at = tree.following(at, root)) {
      steps++;
      found = at.type === tree.ELEMENT && matchesList(at, list);
    }
    anchor = outer;
    return found;
  }

  function reachesSiblings(selector) {
    let first = selector;
    while (first.next.next !== undefined) first = first.next;
    return first.combinator === "+" || first.combinator === "~";
  }

  // ---- a chain of compounds

  function matchFrom(node, part) {
    if (++steps > MAX_STEPS) return COMPLETELY;
    for (const test of part.tests) if (!TESTS[test.kind](node, test)) return LOCALLY;
    return part.next === undefined ? MATCHES : matchLeft(node, part);
  }

  function matchLeft(node, { combinator, next }) {
    if (combinator === ">") {
      const parent = parentElement(node);
      return parent === null ? COMPLETELY : matchFrom(parent, next);
    }
    if (combinator === " ") {
      for (let at = parentElement(node); at !== null; at = parentElement(at)) {
        const result = matchFrom(at, next);
        if (result === MATCHES || result === COMPLETELY) return result;
      }
      return COMPLETELY;
    }
    if (combinator === "+") {
      const sibling = before(node);
      return sibling === null ? SIBLINGS : matchFrom(sibling, next);
    }
    for (let at = before(node); at !== null; at = before(at)) {
      const result = matchFrom(at, next);
      if (result !== LOCALLY) return result;
    }
    return SIBLINGS;
  }

  function matchesList(node, list) {
    return list.some((selector) => matchFrom(node, selector) === MATCHES);
  }

  // ---- doors: each takes parsed selectors

  function begin(around) {
    steps = 0;
    scope = around;
    anchor = null;
  }

  const scopeOf = (root) => (root.type === tree.ELEMENT ? root : tree.elementAfter(root.first));

  function matches(node, list) {
    begin(node);
    return matchesList(node, list);
  }

  function closest(node, list) {
    begin(node);
    for (let at = node; at !== null; at = parentElement(at)) if (matchesList(at, list)) return at;
    return null;
  }

  // An id that everything hangs on is looked up: {id, or undefined}.
  function onlyId(list) {
    if (list.length !== 1 || list[0].next !== undefined || list[0].tests.length !== 1) return undefined;
    return list[0].tests[0].kind === "id" ? list[0].tests[0].value : undefined;
  }

  function first(root, list) {
    const id = onlyId(list);
    if (id !== undefined && root.type === tree.DOCUMENT) return tree.elementById(root, id);
    begin(scopeOf(root));
    return tree.find(root, (node) => matchesList(node, list));
  }

  function all(root, list) {
    begin(scopeOf(root));
    return tree.findAll(root, (node) => matchesList(node, list));
  }

  stage.parts.match = { matches, closest, first, all, parse: selectors.parse };
});
