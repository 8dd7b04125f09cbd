(function (stage) {
  "use strict";
  // URL and URLSearchParams.
  //
  // Source: URL Standard, sections 5 and 6.

  const { error, isObject } = stage;
  const { decodeBytes, encode, sets } = stage.parts.urlHost;
  const { parse, serialize } = stage.parts.urlParser;
  const { utf8Decode } = stage.text;
  const parts = stage.parts.urlParts;

  const MAX_PAIRS = 100_000;

  // ---- application/x-www-form-urlencoded

  function parseForm(text) {
    const pairs = [];
    for (const piece of text.split("&")) {
      if (piece === "" || pairs.length >= MAX_PAIRS) continue;
      const at = piece.indexOf("=");
      pairs.push(at < 0 ? [decodeForm(piece), ""] : [decodeForm(piece.slice(0, at)), decodeForm(piece.slice(at + 1))]);
    }
    return pairs;
  }

  function decodeForm(text) {
    const spaced = text.replaceAll("+", " ");
    return spaced.includes("%") ? utf8Decode(decodeBytes(spaced)) : spaced.toWellFormed();
  }

  function encodeForm(text) {
    return encode(text, sets.FORM).replaceAll("%20", "+");
  }

  function writeForm(pairs) {
    return pairs.map(([name, value]) => encodeForm(name) + "=" + encodeForm(value)).join("&");
  }

  // ---- URLSearchParams

  const text = (value) => String(value).toWellFormed();

  function pairsOf(init) {
    if (!isObject(init)) {
      const given = text(init);
      return parseForm(given.startsWith("?") ? given.slice(1) : given);
    }
    const own = SearchParams.state(init);
    if (own !== undefined) return own.pairs.map((pair) => [...pair]);
    if (isObject(init[Symbol.iterator]) && stage.isFunction(init[Symbol.iterator])) {
      return Array.from(init, readPair);
    }
    return Object.keys(init).slice(0, MAX_PAIRS).map((key) => [text(key), text(init[key])]);
  }

  function readPair(pair) {
    const items = isObject(pair) ? Array.from(pair) : [];
    if (items.length === 2) return items.map(text);
    throw error(
      "TypeError",
      "Failed to construct 'URLSearchParams': Failed to construct 'URLSearchParams': Sequence initializer must only contain pair elements",
    );
  }

  function update(state) {
    if (state.url === undefined) return;
    const query = writeForm(state.pairs);
    state.url.record.query = query === "" ? null : query;
  }

  function matches(pair, name, value) {
    return pair[0] === name && (value === undefined || pair[1] === value);
  }

  const SearchParams = stage.interface({
    name: "URLSearchParams",
    create(state, init = "") {
      state.pairs = pairsOf(init);
    },
    attributes: { size: (s) => s.pairs.length },
    methods: {
      append(s, name, value) {
        const pair = [text(name), text(value)];
        if (s.pairs.length < MAX_PAIRS) s.pairs.push(pair);
        update(s);
      },
      delete(s, name, value = undefined) {
        const [key, only] = [text(name), value === undefined ? undefined : text(value)];
        s.pairs = s.pairs.filter((pair) => !matches(pair, key, only));
        update(s);
      },
      get(s, name) {
        const key = text(name);
        return s.pairs.find((pair) => pair[0] === key)?.[1] ?? null;
      },
      getAll(s, name) {
        const key = text(name);
        return s.pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);
      },
      has(s, name, value = undefined) {
        const [key, only] = [text(name), value === undefined ? undefined : text(value)];
        return s.pairs.some((pair) => matches(pair, key, only));
      },
      set(s, name, value) {
        const [key, given] = [text(name), text(value)];
        const at = s.pairs.findIndex((pair) => pair[0] === key);
        if (at < 0) s.pairs.push([key, given]);
        else {
          s.pairs = s.pairs.filter((pair, i) => i <= at || pair[0] !== key);
          s.pairs[at] = [key, given];
        }
        update(s);
      },
      sort(s) {
        s.pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        update(s);
      },
      toString: (s) => writeForm(s.pairs),
      ...stage.parts.iteration.methods("URLSearchParams", (s) => s.pairs),
    },
  });
  stage.parts.iteration.alias(SearchParams, "entries");

  // ---- URL

  function invalid(input, what) {
    if (stage.persona === "node") {
      return error("TypeError", "Invalid URL", { code: "ERR_INVALID_URL", input });
    }
    return error("TypeError", `Failed to ${what}: Invalid URL`);
  }

  function read(input, base, what) {
    const given = text(input);
    const against = base === undefined ? null : parse(text(base));
    if (base !== undefined && against === null) {
      if (stage.persona === "node") throw invalid(given, what);
      throw error("TypeError", `Failed to ${what}: Invalid base URL`);
    }
    const record = parse(given, against);
    if (record === null) throw invalid(given, what);
    return record;
  }

  function start(state, record) {
    state.record = record;
    state.params = undefined;
  }

  // Made when it is asked for: most URLs are never asked.
  function paramsOf(state) {
    state.params ??= SearchParams.make({ pairs: parseForm(state.record.query ?? ""), url: state });
    return state.params;
  }

  function refreshParams(state) {
    if (state.params !== undefined) SearchParams.state(state.params).pairs = parseForm(state.record.query ?? "");
  }

  function attributeOf(name) {
    const { get, set } = parts[name];
    if (set === undefined) return (s) => get(s.record);
    return {
      get: (s) => get(s.record),
      set(s, value) {
        set(s.record, text(value));
        if (name === "search") refreshParams(s);
      },
    };
  }

  const attributes = { href: {
    get: (s) => serialize(s.record),
    set(s, value) {
      s.record = read(value, undefined, "set the 'href' property on 'URL'");
      refreshParams(s);
    },
  } };
  for (const name of ["origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search"]) {
    attributes[name] = attributeOf(name);
  }
  attributes.searchParams = paramsOf;
  attributes.hash = attributeOf("hash");

  const URL = stage.interface({
    name: "URL",
    create(state, url, base = undefined) {
      start(state, read(url, base, "construct 'URL'"));
    },
    attributes,
    methods: {
      toString: (s) => serialize(s.record),
      toJSON: (s) => serialize(s.record),
    },
    statics: {
      canParse(url, base = undefined) {
        const against = base === undefined ? null : parse(text(base));
        return (base === undefined || against !== null) && parse(text(url), against) !== null;
      },
      parse(url, base = undefined) {
        const against = base === undefined ? null : parse(text(base));
        const record = base !== undefined && against === null ? null : parse(text(url), against);
        if (record === null) return null;
        const made = URL.make({});
        start(URL.state(made), record);
        return made;
      },
      createObjectURL: (object) => stage.parts.objectUrls.create(object),
      revokeObjectURL(url) {
        stage.parts.objectUrls.revoke(String(url));
      },
    },
  });

  stage.parts.url = {
    URL, URLSearchParams: SearchParams, parseForm, writeForm, formOf: (object) => SearchParams.state(object),
  };
})
