(function (stage) {
  "use strict";
  // What forms and their controls do: values as the guest sets them, submitting, and clicks.
  //
  // Source: HTML Standard, sections 4.10.3 to 4.10.22.

  const { domTree: tree, dom, page } = stage.parts;
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
  const selectedOption = (select) =>
    optionsOf(select).findLast(isSelected) ?? (select.attributes?.has("multiple") ? null : optionsOf(select)[0]);
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

  // Names and values of what would be sent.
  function entriesOf(form) {
    const pairs = [];
    for (const node of controlsOf(form)) {
      const name = attribute(node, "name");
      const type = typeOf(node);
      if (!name || node.attributes?.has("disabled") || node.name === "button") continue;
      if (/^(?:submit|button|image|reset|file)$/.test(type) && node.name === "input") continue;
      if ((type === "checkbox" || type === "radio") && node.name === "input" && !isChecked(node)) continue;
      pairs.push([name, valueOf(node)]);
    }
    return pairs;
  }

  function dataOf(form) {
    const pairs = entriesOf(form).map(([name, value]) => `${encode(name)}=${encode(value)}`);
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
        client: "form",
        method: "POST",
        url: address,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: data,
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

  stage.parts.forms = {
    formOf,
    controlsOf,
    entriesOf,
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
  };
});
