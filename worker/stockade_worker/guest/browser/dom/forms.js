(function (stage) {
  "use strict";
  // Forms and their controls: values as the guest sets them, and submitting.
  //
  // Source: HTML Standard, sections 4.10.3 to 4.10.22.

  const { domTree: tree, dom, mutation, collections, mixins, node: nodes, page } = stage.parts;
  const { wrap } = dom;

  const MAX_SENT = 1 << 20; // characters of a form's data
  const CONTROLS = new Set(["button", "fieldset", "input", "object", "output", "select", "textarea"]);

  const attribute = (node, name) => tree.getAttribute(node, name);
  const extra = (node) => tree.extraOf(node);

  function formOf(node) {
    const id = attribute(node, "form");
    if (id !== null) return tree.elementById(tree.rootOf(node), id);
    for (let at = node.parent; at !== null; at = at.parent) if (tree.isHtml(at, "form")) return at;
    return null;
  }

  const controlsOf = (form) => tree.findAll(form, (node) => tree.isHtml(node) && CONTROLS.has(node.name));

  // ---- values

  function valueOf(node) {
    if (node.name === "textarea") return node.extra?.value ?? tree.textOf(node);
    if (node.name === "select") return optionValue(selectedOption(node));
    if (node.name === "option") return attribute(node, "value") ?? tree.textOf(node).trim();
    if (node.name === "button") return attribute(node, "value") ?? "";
    const type = typeOf(node);
    const given = attribute(node, "value");
    if (type === "file") return "";
    return node.extra?.value ?? given ?? (type === "checkbox" || type === "radio" ? "on" : "");
  }

  function typeOf(node) {
    return (attribute(node, "type") ?? "text").toLowerCase();
  }

  const isChecked = (node) => node.extra?.checked ?? node.attributes?.has("checked") ?? false;

  // ---- selects

  const optionsOf = (select) => tree.findAll(select, (node) => tree.isHtml(node, "option"));
  const isSelected = (option) => option.extra?.selected ?? option.attributes?.has("selected") ?? false;
  const selectedOption = (select) => optionsOf(select).findLast(isSelected) ?? (select.attributes?.has("multiple") ? null : optionsOf(select)[0]);
  const optionValue = (option) => (option === null || option === undefined ? "" : valueOf(option));

  function choose(select, test) {
    optionsOf(select).forEach((option, at) => {
      extra(option).selected = test(option, at);
    });
  }

  // ---- submitting

  function encode(text) {
    return stage.parts.urlHost.encode(text, stage.parts.urlHost.sets.FORM).replace(/%20/g, "+");
  }

  function dataOf(form) {
    const pairs = [];
    for (const node of controlsOf(form)) {
      const name = attribute(node, "name");
      const type = typeOf(node);
      if (!name || node.attributes?.has("disabled") || node.name === "button") continue;
      if (/^(?:submit|button|image|reset|file)$/.test(type) && node.name === "input") continue;
      if ((type === "checkbox" || type === "radio") && node.name === "input" && !isChecked(node)) continue;
      pairs.push(`${encode(name)}=${encode(valueOf(node))}`);
    }
    return pairs.join("&").slice(0, MAX_SENT);
  }

  function send(form) {
    const action = attribute(form, "action") ?? "";
    const address = page.resolve(action, form) ?? action;
    if (/^javascript:/i.test(address)) return void stage.parts.location.navigate(address, { client: "form" });
    const isPost = /^post$/i.test(attribute(form, "method") ?? "");
    const data = dataOf(form);
    if (isPost) {
      stage.http({
        client: "form", method: "POST", url: address, headers: { "content-type": "application/x-www-form-urlencoded" }, body: data,
      });
      return;
    }
    const query = data === "" ? "" : `?${data}`;
    stage.parts.location.navigate(address.replace(/[?#].*$/s, "") + query, { client: "form" }, true);
  }

  function requestSubmit(form, submitter = null) {
    if (form === null || !form.connected) return;
    const init = { bubbles: true, cancelable: true, submitter: wrap(submitter) };
    if (dom.fire(form, "submit", init, "SubmitEvent")) send(form);
  }

  function reset(form) {
    if (!dom.fire(form, "reset", { bubbles: true, cancelable: true })) return;
    for (const node of controlsOf(form)) {
      if (node.extra === undefined) continue;
      node.extra.value = node.extra.checked = undefined;
    }
  }

  function press({ node }) {
    const type = node.name === "button" ? (attribute(node, "type") ?? "submit").toLowerCase() : typeOf(node);
    if (type === "submit" || type === "image") requestSubmit(formOf(node), node);
    else if (type === "reset" && formOf(node) !== null) reset(formOf(node));
    else if (type === "checkbox") toggle(node, !isChecked(node));
    else if (type === "radio") toggle(node, true);
  }

  function toggle(node, value) {
    extra(node).checked = value;
    dom.fire(node, "input", { bubbles: true });
    dom.fire(node, "change", { bubbles: true });
  }
  dom.activations.set("button", press);
  dom.activations.set("input", press);

  // ---- declarations

  const value = {
    get: (s) => valueOf(s.node),
    set(s, given) {
      extra(s.node).value = dom.textOrEmpty(given);
    },
  };
  const reflected = (name) => ({
    get: (s) => valueOf(s.node),
    set: (s, given) => mutation.setAttribute(s.node, name, String(given)),
  });
  const form = { form: (s) => wrap(formOf(s.node)) };
  const validity = {
    checkValidity: () => true,
    reportValidity: () => true,
    setCustomValidity(s, message) {
      extra(s.node).message = String(message);
    },
  };
  const labels = {
    labels: (s) => collections.makeList(() => tree.findAll(tree.rootOf(s.node), (node) => tree.isHtml(node, "label") && attribute(node, "for") === attribute(s.node, "id"))),
    willValidate: () => true,
    validationMessage: (s) => s.node.extra?.message ?? "",
  };

  const selection = {
    attributes: {
      selectionStart: { get: (s) => s.node.extra?.selectionStart ?? 0, set: (s, at) => { extra(s.node).selectionStart = Number(at) >>> 0; } },
      selectionEnd: { get: (s) => s.node.extra?.selectionEnd ?? valueOf(s.node).length, set: (s, at) => { extra(s.node).selectionEnd = Number(at) >>> 0; } },
      selectionDirection: () => "forward",
    },
    methods: {
      select: (s) => stage.parts.selection.selectText(valueOf(s.node)),
      setSelectionRange(s, start, end) {
        const [from, to] = [Number(start) >>> 0, Number(end) >>> 0];
        Object.assign(extra(s.node), { selectionStart: from, selectionEnd: to });
        stage.parts.selection.selectText(valueOf(s.node).slice(from, to));
      },
      setRangeText(s, text) {
        extra(s.node).value = String(text);
      },
    },
  };

  const byPosition = (list) => list.map((_, at) => String(at));

  stage.parts.forms = {
    HTMLFormElement: {
      attributes: {
        elements: (s) => mixins.kept(s.node, "elements", () => collections.makeCollection(() => controlsOf(s.node), collections.HTMLFormControlsCollection)),
        length: (s) => controlsOf(s.node).length,
      },
      methods: {
        ...validity,
        submit: (s) => send(s.node),
        requestSubmit: (s, submitter = null) => requestSubmit(s.node, dom.unwrap(submitter) ?? null),
        reset: (s) => reset(s.node),
      },
      lookup: (node) => ({
        keys: () => byPosition(controlsOf(node)),
        get(key) {
          const named = (one) => attribute(one, "name") === key || attribute(one, "id") === key;
          return wrap(/^\d+$/.test(key) ? controlsOf(node)[key] : controlsOf(node).find(named)) ?? undefined;
        },
      }),
    },
    HTMLInputElement: {
      attributes: {
        ...form, ...labels, ...selection.attributes, value,
        type: { get: (s) => typeOf(s.node), set: (s, type) => mutation.setAttribute(s.node, "type", String(type)) },
        checked: { get: (s) => isChecked(s.node), set: (s, checked) => { extra(s.node).checked = Boolean(checked); } },
        indeterminate: { get: () => false, set() {} },
        valueAsNumber: { get: (s) => (valueOf(s.node) === "" ? NaN : Number(valueOf(s.node))), set: (s, number) => { extra(s.node).value = String(Number(number)); } },
        files: { get: (s) => (typeOf(s.node) === "file" ? [] : null), set() {} },
        list: () => null,
      },
      methods: { ...validity, ...selection.methods, stepUp() {}, stepDown() {}, showPicker() {} },
    },
    HTMLTextAreaElement: {
      attributes: {
        ...form, ...labels, ...selection.attributes, value,
        type: () => "textarea",
        textLength: (s) => valueOf(s.node).length,
      },
      methods: { ...validity, ...selection.methods },
    },
    HTMLButtonElement: {
      attributes: {
        ...form, ...labels, value: reflected("value"),
        type: { get: (s) => (attribute(s.node, "type") ?? "submit").toLowerCase(), set: (s, type) => mutation.setAttribute(s.node, "type", String(type)) },
      },
      methods: validity,
    },
    HTMLSelectElement: {
      attributes: {
        ...form, ...labels,
        type: (s) => (s.node.attributes?.has("multiple") ? "select-multiple" : "select-one"),
        options: (s) => mixins.kept(s.node, "options", () => collections.makeCollection(() => optionsOf(s.node), collections.HTMLOptionsCollection)),
        selectedOptions: (s) => collections.makeCollection(() => optionsOf(s.node).filter(isSelected)),
        length: { get: (s) => optionsOf(s.node).length, set: (s, length) => optionsOf(s.node).slice(Number(length) >>> 0).forEach(mutation.remove) },
        selectedIndex: {
          get: (s) => optionsOf(s.node).indexOf(selectedOption(s.node)),
          set: (s, index) => choose(s.node, (_, at) => at === Number(index)),
        },
        value: {
          get: (s) => valueOf(s.node),
          set(s, given) {
            const text = String(given);
            choose(s.node, (option) => valueOf(option) === text);
          },
        },
      },
      methods: {
        ...validity,
        add(s, option, before = null) {
          const node = dom.nodeArgument(option, "add", "HTMLSelectElement", 1, "Element");
          const next = typeof before === "number" ? optionsOf(s.node)[before] : dom.unwrap(before);
          mutation.preInsert(node, next?.parent ?? s.node, next ?? null, "add");
        },
        item: (s, index) => wrap(optionsOf(s.node)[Number(index) >>> 0]),
        namedItem: (s, name) => wrap(optionsOf(s.node).find((option) => attribute(option, "name") === String(name))),
        remove(s, index = undefined) {
          if (index === undefined) mutation.remove(s.node);
          else optionsOf(s.node).slice(Number(index) | 0).slice(0, 1).forEach(mutation.remove);
        },
      },
    },
    HTMLOptionElement: {
      attributes: {
        ...form,
        value: reflected("value"),
        text: { get: (s) => tree.textOf(s.node).trim(), set: (s, text) => nodes.setTextContent(s.node, String(text)) },
        label: { get: (s) => attribute(s.node, "label") ?? tree.textOf(s.node).trim(), set: (s, label) => mutation.setAttribute(s.node, "label", String(label)) },
        selected: { get: (s) => isSelected(s.node), set: (s, selected) => { extra(s.node).selected = Boolean(selected); } },
        index: (s) => (s.node.parent === null ? 0 : collections.elementsOf(s.node.parent).indexOf(s.node)),
      },
      methods: {},
    },
    HTMLFieldSetElement: { attributes: { ...form, type: () => "fieldset" }, methods: validity },
    HTMLLabelElement: {
      attributes: { ...form, control: (s) => wrap(tree.elementById(tree.rootOf(s.node), attribute(s.node, "for") ?? "")) },
      methods: {},
    },
    HTMLOutputElement: { attributes: { ...form, value: { get: (s) => tree.textOf(s.node), set: (s, text) => nodes.setTextContent(s.node, String(text)) } }, methods: validity },
  };
  stage.parts.formOf = formOf;
})
