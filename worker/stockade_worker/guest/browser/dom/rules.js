(function (stage) {
  "use strict";
  // What the HTML parser knows about the names of elements: which contain nothing, which end which, and
  // what hides an open element from an end tag.
  //
  // Source: HTML Standard, sections 13.1.2 and 13.2.6.

  const set = (text) => new Set(text.split(" "));

  const VOID = set(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
  );

  // Elements that belong into the head while there is no body yet.
  const HEAD = set("base basefont bgsound link meta title script style noscript noframes template");

  const HEADINGS = set("h1 h2 h3 h4 h5 h6");

  // A start tag of these ends an open paragraph.
  const BLOCKS = set(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 " +
      "h4 h5 h6 header hgroup hr li dd dt listing main menu nav ol p plaintext pre search section summary table ul xmp",
  );

  // What is looked behind for an open element of a name: no further than one of these.
  const SCOPE = set("applet caption html table td th marquee object template button foreignObject");
  const LIST_SCOPE = set("applet caption html table td th marquee object template ol ul");
  const TABLE_SCOPE = set("html table template");

  // Parts of tables: what has to be open for the start tag to count at all, and what it ends.
  const TABLE_PARTS = new Map([
    ["caption", { within: ["table"], ends: ["caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"] }],
    ["colgroup", { within: ["table"], ends: ["caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"] }],
    ["col", { within: ["colgroup", "table"], ends: ["caption"] }],
    ["tbody", { within: ["table"], ends: ["caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"] }],
    ["thead", { within: ["table"], ends: ["caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"] }],
    ["tfoot", { within: ["table"], ends: ["caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"] }],
    [
      "tr",
      {
        within: ["tbody", "thead", "tfoot", "table"],
        ends: ["caption", "colgroup", "tr", "td", "th"],
        needs: "tbody",
      },
    ],
    ["td", { within: ["tr", "tbody", "thead", "tfoot", "table"], ends: ["td", "th"], needs: "tr" }],
    ["th", { within: ["tr", "tbody", "thead", "tfoot", "table"], ends: ["td", "th"], needs: "tr" }],
  ]);

  // A start tag of the first ends an open element of the others, if that is the innermost one.
  const SIBLINGS = new Map([
    ["option", ["option"]],
    ["optgroup", ["option", "optgroup"]],
    ["rp", ["rp", "rt"]],
    ["rt", ["rp", "rt"]],
  ]);

  // HTML that can't stand in SVG or MathML, and ends it.
  const BREAKS_OUT = set(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta " +
      "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
  );

  // Elements of SVG in which HTML is HTML again.
  const HTML_IN_SVG = set("foreignObject desc title");

  function byLowerCase(text) {
    return new Map(text.split(" ").map((name) => [name.toLowerCase(), name]));
  }

  const SVG_NAMES = byLowerCase(
    "altGlyph animateColor animateMotion animateTransform clipPath feBlend feColorMatrix feComposite feFlood " +
      "feGaussianBlur feImage feMerge feMergeNode feOffset foreignObject linearGradient radialGradient textPath",
  );
  const SVG_ATTRIBUTES = byLowerCase(
    "attributeName attributeType baseProfile calcMode clipPathUnits gradientTransform gradientUnits keyPoints keySplines " +
      "keyTimes pathLength patternUnits preserveAspectRatio repeatCount repeatDur startOffset stdDeviation textLength viewBox",
  );

  stage.parts.htmlRules = {
    VOID,
    HEAD,
    HEADINGS,
    BLOCKS,
    SCOPE,
    LIST_SCOPE,
    TABLE_SCOPE,
    TABLE_PARTS,
    SIBLINGS,
    BREAKS_OUT,
    HTML_IN_SVG,
    SVG_NAMES,
    SVG_ATTRIBUTES,
  };
});
