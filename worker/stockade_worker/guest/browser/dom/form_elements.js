(function (stage) {
  "use strict";
  // The interfaces of forms and their controls.
  //
  // Source: HTML Standard, sections 4.10.3 to 4.10.19.

  const { domTree: tree, dom, mutation, collections, mixins, node: nodes, forms } = stage.parts;
  const { wrap } = dom;
  const {
    formOf,
    controlsOf,
    valueOf,
    typeOf,
    isChecked,
    optionsOf,
    isSelected,
    selectedOption,
    choose,
    send,
    requestSubmit,
    reset,
  } = forms;

  const attribute = (node, name) => tree.getAttribute(node, name);
  const extra = (node) => tree.extraOf(node);

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
    labels: (s) =>
      collections.makeList(() =>
        tree.findAll(
          tree.rootOf(s.node),
          (node) => tree.isHtml(node, "label") && attribute(node, "for") === attribute(s.node, "id"),
        ),
      ),
    willValidate: () => true,
    validationMessage: (s) => s.node.extra?.message ?? "",
  };

  const selection = {
    attributes: {
      selectionStart: {
        get: (s) => s.node.extra?.selectionStart ?? 0,
        set: (s, at) => {
          extra(s.node).selectionStart = Number(at) >>> 0;
        },
      },
      selectionEnd: {
        get: (s) => s.node.extra?.selectionEnd ?? valueOf(s.node).length,
        set: (s, at) => {
          extra(s.node).selectionEnd = Number(at) >>> 0;
        },
      },
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

  stage.parts.formElements = {
    HTMLFormElement: {
      attributes: {
        elements: (s) =>
          mixins.kept(s.node, "elements", () =>
            collections.makeCollection(() => controlsOf(s.node), collections.HTMLFormControlsCollection),
          ),
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
        ...form,
        ...labels,
        ...selection.attributes,
        value,
        type: { get: (s) => typeOf(s.node), set: (s, type) => mutation.setAttribute(s.node, "type", String(type)) },
        checked: {
          get: (s) => isChecked(s.node),
          set: (s, checked) => {
            extra(s.node).checked = Boolean(checked);
          },
        },
        indeterminate: { get: () => false, set() {} },
        valueAsNumber: {
          get: (s) => (valueOf(s.node) === "" ? NaN : Number(valueOf(s.node))),
          set: (s, number) => {
            extra(s.node).value = String(Number(number));
          },
        },
        files: { get: (s) => (typeOf(s.node) === "file" ? [] : null), set() {} },
        list: () => null,
      },
      methods: { ...validity, ...selection.methods, stepUp() {}, stepDown() {}, showPicker() {} },
    },
    HTMLTextAreaElement: {
      attributes: {
        ...form,
        ...labels,
        ...selection.attributes,
        value,
        type: () => "textarea",
        textLength: (s) => valueOf(s.node).length,
      },
      methods: { ...validity, ...selection.methods },
    },
    HTMLButtonElement: {
      attributes: {
        ...form,
        ...labels,
        value: reflected("value"),
        type: {
          get: (s) => (attribute(s.node, "type") ?? "submit").toLowerCase(),
          set: (s, type) => mutation.setAttribute(s.node, "type", String(type)),
        },
      },
      methods: validity,
    },
    HTMLSelectElement: {
      attributes: {
        ...form,
        ...labels,
        type: (s) => (s.node.attributes?.has("multiple") ? "select-multiple" : "select-one"),
        options: (s) =>
          mixins.kept(s.node, "options", () =>
            collections.makeCollection(() => optionsOf(s.node), collections.HTMLOptionsCollection),
          ),
        selectedOptions: (s) => collections.makeCollection(() => optionsOf(s.node).filter(isSelected)),
        length: {
          get: (s) => optionsOf(s.node).length,
          set: (s, length) =>
            optionsOf(s.node)
              .slice(Number(length) >>> 0)
              .forEach(mutation.remove),
        },
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
          else
            optionsOf(s.node)
              .slice(Number(index) | 0)
              .slice(0, 1)
              .forEach(mutation.remove);
        },
      },
    },
    HTMLOptionElement: {
      attributes: {
        ...form,
        value: reflected("value"),
        text: {
          get: (s) => tree.textOf(s.node).trim(),
          set: (s, text) => nodes.setTextContent(s.node, String(text)),
        },
        label: {
          get: (s) => attribute(s.node, "label") ?? tree.textOf(s.node).trim(),
          set: (s, label) => mutation.setAttribute(s.node, "label", String(label)),
        },
        selected: {
          get: (s) => isSelected(s.node),
          set: (s, selected) => {
            extra(s.node).selected = Boolean(selected);
          },
        },
        index: (s) => (s.node.parent === null ? 0 : collections.elementsOf(s.node.parent).indexOf(s.node)),
      },
      methods: {},
    },
    HTMLFieldSetElement: { attributes: { ...form, type: () => "fieldset" }, methods: validity },
    HTMLLabelElement: {
      attributes: {
        ...form,
        control: (s) => wrap(tree.elementById(tree.rootOf(s.node), attribute(s.node, "for") ?? "")),
      },
      methods: {},
    },
    HTMLOutputElement: {
      attributes: {
        ...form,
        value: { get: (s) => tree.textOf(s.node), set: (s, text) => nodes.setTextContent(s.node, String(text)) },
      },
      methods: validity,
    },
  };
});
