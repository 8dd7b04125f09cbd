(function (stage, border) {
  "use strict";
  // RegExp.$1 and its like: what the last match was. The engine does not have them, and old code needs them.
  // Source: ECMAScript proposal "Legacy RegExp features".

  const { RegExp: GuestRegExp } = stage.builtins;

  const part = (read) => () => {
    const match = border.lastMatch();
    return match === undefined ? "" : read(match) ?? "";
  };
  const before = (match) => match.input.slice(0, match.index);
  const after = (match) => match.input.slice(match.index + match[0].length);
  const PARTS = {
    input: (match) => match.input, "$_": (match) => match.input,
    lastMatch: (match) => match[0], "$&": (match) => match[0],
    lastParen: (match) => (match.length > 1 ? match[match.length - 1] : ""),
    "$+": (match) => (match.length > 1 ? match[match.length - 1] : ""),
    leftContext: before, "$`": before, rightContext: after, "$'": after,
  };
  for (let at = 1; at <= 9; at++) PARTS[`$${at}`] = (match) => match[at];

  for (const name of Object.keys(PARTS)) {
    stage.accessor(GuestRegExp, name, `RegExp.${name}`, part(PARTS[name]), () => undefined, false);
  }
  stage.lastMatch = border.lastMatch;
  stage.onCaught = (reword) => border.onCaught(reword);
  stage.onTypeof = (tell) => border.onTypeof(tell); // tell(value): what typeof is to say, or undefined
})
