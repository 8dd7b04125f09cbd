(function (p, _host) {
  "use strict";
  // Writes the arguments of console.log as one text, in the manner of Node's util.format: "%s", "%d" and
  // so on take theirs, the others follow with a space before each. As in inspect.js, no guest code runs.

  const { JSONStringify, MathTrunc, StringIndexOf, StringSlice, parseFloat } = p;
  const { bigintText } = p.parts.look;
  const { DEPTH, isPrimitive, newState, numberText, take, topText } = p.parts.inspect;

  // Returns {text, more}: what console.log prints of its arguments (an array), cut at `maxCharacters`, and
  // how many characters are missing at least. The text may hold lone surrogates.
  function format(values, maxCharacters) {
    const state = newState(maxCharacters);
    let text = "";
    let next = 0;
    if (values.length > 1 && typeof values[0] === "string" && StringIndexOf(values[0], "%") >= 0) {
      const result = substitute(state, values[0], values);
      text = result.text;
      next = result.next;
    }
    for (; next < values.length; next++) {
      if (next > 0) text += take(state, " ");
      const value = values[next];
      text += typeof value === "string" ? take(state, value) : topText(state, value, DEPTH);
    }
    return { text: text, more: state.more };
  }

  function substitute(state, template, values) {
    let text = "";
    let next = 1;
    let from = 0;
    for (let at = StringIndexOf(template, "%"); at >= 0; at = StringIndexOf(template, "%", at)) {
      if (at === template.length - 1) break;
      const letter = template[at + 1];
      at += 2;
      if (letter === "%") {
        text += take(state, StringSlice(template, from, at - 1));
      } else if (next < values.length && StringIndexOf("sdifjoOc", letter) >= 0) {
        text += take(state, StringSlice(template, from, at - 2)) + directive(state, letter, values[next++]);
      } else {
        continue;
      }
      from = at;
    }
    return { text: text + take(state, StringSlice(template, from)), next: next };
  }

  function directive(state, letter, value) {
    switch (letter) {
      case "s":
        return typeof value === "string" ? take(state, value) : topText(state, value, 0);
      case "d":
        if (typeof value === "bigint") return take(state, bigintText(value));
        return take(state, numberText(isNumeric(value) ? +value : 0 / 0));
      case "i":
        if (typeof value === "bigint") return take(state, bigintText(value));
        return take(state, numberText(MathTrunc(floatOf(value))));
      case "f":
        return take(state, numberText(floatOf(value)));
      case "j":
        return typeof value === "string" ? take(state, JSONStringify(value)) : topText(state, value, 4);
      case "o":
        return topText(state, value, 4);
      case "O":
        return topText(state, value, DEPTH);
      default:
        return ""; // %c takes a style sheet
    }
  }

  // Objects and functions are not converted: their valueOf is guest code.
  function isNumeric(value) {
    return isPrimitive(value) && typeof value !== "symbol" && typeof value !== "bigint";
  }

  function floatOf(value) {
    return isNumeric(value) || typeof value === "bigint" ? parseFloat(value) : 0 / 0;
  }

  const parts = { __proto__: null, format: format };
  p.parts.format = parts;
  return parts;
})
