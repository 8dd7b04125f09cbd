(function (stage) {
  "use strict";
  // document.cookie: a jar that the profile has filled. What a page sets is kept, and told.
  //
  // Source: RFC 6265, section 5.

  const MAX_COOKIES = 180; // as in Chrome, for a site
  const MAX_LENGTH = 4096; // characters of one

  let jar; // name -> value
  stage.onStart(() => {
    jar = undefined;
  });

  function open() {
    if (jar === undefined) {
      jar = new Map();
      for (const one of String(stage.profile.cookies).split(/;\s*/)) if (one !== "") put(one);
    }
    return jar;
  }

  function put(pair) {
    const equals = pair.indexOf("=");
    const name = equals === -1 ? "" : pair.slice(0, equals).trim();
    if (jar.size < MAX_COOKIES || jar.has(name)) jar.set(name, pair.slice(equals + 1).trim());
    return name;
  }

  const write = ([name, value]) => (name === "" ? value : `${name}=${value}`);

  const get = () => [...open()].map(write).join("; ");

  function isOver(attributes) {
    for (const attribute of attributes) {
      const [name, value = ""] = attribute.trim().split("=", 2);
      if (/^max-age$/i.test(name)) return Number(value) <= 0;
      if (/^expires$/i.test(name)) return Date.parse(value) <= stage.clock.now();
    }
    return false;
  }

  function set(text) {
    const [pair, ...attributes] = text.slice(0, 2 * MAX_LENGTH).split(";");
    if (pair.length > MAX_LENGTH || /[\0\r\n]/.test(pair)) return;
    open();
    stage.effect(
      "storage",
      "set cookie",
      pair.trim(),
      attributes.length === 0 ? {} : { attributes: attributes.join(";").trim() },
    );
    const name = put(pair);
    if (isOver(attributes)) jar.delete(name);
  }

  stage.parts.cookies = { get, set };
});
