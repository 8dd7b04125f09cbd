(function (stage) {
  "use strict";
  // Elements that load something: what they ask for is recorded, and load or error comes later, as the made-up
  // network answers.

  const { domTree: tree, dom, mutation, page, handlers, objectUrls } = stage.parts;

  const MAX_LOADS = 5000; // in a run: further ones ask for nothing, and nothing becomes of them
  const LATENCY = 20; // ms

  let loads = 0;
  let finished = 0;
  stage.onStart(() => {
    loads = finished = 0;
  });

  // Asks for an address. Returns the answer as `stage.http` gives it; undefined when too much was asked for.
  function request(client, address, headers = {}) {
    const local = objectUrls.read(address);
    if (local !== undefined) {
      return { ok: true, error: "", body: local.bytes, headers: { "content-type": local.mime }, url: address };
    }
    if (!/^(?:https?|ftp|file):/i.test(address)) return undefined;
    if (loads++ >= MAX_LOADS) return undefined;
    return stage.http({ client, method: "GET", url: address, headers });
  }

  function finish(node, isLoaded) {
    tree.extraOf(node).isLoaded = isLoaded;
    if (finished++ >= MAX_LOADS) return; // an error's handler may load again
    stage.later(LATENCY, () => {
      const type = isLoaded ? "load" : "error";
      if (handlers.mayHear(node, type) || node.connected) dom.fire(node, type);
    });
  }

  // What is no image is none, whatever the server says of it; the same for sound and film.
  const MEDIA = /^(?:audio|video)\/|^application\/octet-stream/;
  const WANTED = {
    img: /^image\//,
    input: /^image\//,
    audio: MEDIA,
    video: MEDIA,
    source: MEDIA,
    track: /^text\/vtt/,
  };
  const IMAGES = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";

  // An address that is a mere word is there to fail: `<img src=x onerror=...>`.
  function headersFor(node, given) {
    return WANTED[node.name] === WANTED.img && given.includes("/") ? { accept: IMAGES } : {};
  }

  function isGood(node, answer) {
    return (
      answer !== undefined && answer.ok && (WANTED[node.name]?.test(answer.headers["content-type"] ?? "") ?? true)
    );
  }

  // An element wants what its attribute names. An image that only a script has is there to send something.
  function load(node, attribute, isMarkup = false) {
    const given = tree.getAttribute(node, attribute);
    if (given === null) return undefined;
    const address = given.trim() === "" ? null : page.resolve(given, node);
    if (address !== null && address.startsWith("javascript:")) return undefined;
    const answer = address === null ? undefined : request(node.name, address, headersFor(node, given));
    if (node.name === "img" && !node.connected && !isMarkup && answer !== undefined) {
      stage.effect("beacon", "image", address, {});
    }
    finish(node, isGood(node, answer));
    return answer;
  }

  // ---- which elements load what, and when: at once, or only in a document

  const AT_ONCE = { img: "src", audio: "src", video: "src" };
  const IN_DOCUMENT = { embed: "src", object: "data", source: "src", track: "src", input: "src" };
  const LINKS =
    /(?:^|\s)(?:stylesheet|preload|prefetch|modulepreload|preconnect|dns-prefetch|icon|manifest|import)(?:\s|$)/i;

  for (const [name, attribute] of Object.entries(AT_ONCE)) {
    mutation.steps.forName(name, {
      attribute(node, changed, value) {
        if (changed === attribute && value !== null) load(node, attribute);
      },
    });
  }

  const isWanted = (node) => node.name !== "input" || /^image$/i.test(tree.getAttribute(node, "type") ?? "");

  for (const [name, attribute] of Object.entries(IN_DOCUMENT)) {
    const start = (node) => {
      if (node.connected && isWanted(node)) load(node, attribute);
    };
    mutation.steps.forName(name, {
      inserted: start,
      attribute(node, changed, value) {
        if (changed === attribute && value !== null) start(node);
      },
    });
  }

  function link(node) {
    if (node.connected && LINKS.test(tree.getAttribute(node, "rel") ?? "")) load(node, "href");
  }
  mutation.steps.forName("link", {
    inserted: link,
    attribute(node, changed, value) {
      if ((changed === "href" || changed === "rel") && value !== null) link(node);
    },
  });

  // A page that sends its visitor on: <meta http-equiv="refresh" content="0; url=...">.
  mutation.steps.forName("meta", {
    inserted(node) {
      if (!/^refresh$/i.test(tree.getAttribute(node, "http-equiv") ?? "")) return;
      const target = /^[\s\d.]*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]*)/i
        .exec(tree.getAttribute(node, "content") ?? "")[1]
        .trim();
      if (target !== "") stage.parts.location.navigate(target, { client: "meta refresh" }, true);
    },
  });

  // Elements whose own arrival is an event.
  const ARRIVALS = { svg: "load", style: "load", marquee: "start", details: "toggle" };
  for (const [name, type] of Object.entries(ARRIVALS)) {
    mutation.steps.forName(name, {
      inserted(node) {
        if (name === "details" && !node.attributes?.has("open")) return;
        if (handlers.mayHear(node, type)) stage.later(0, () => dom.fire(node, type));
      },
    });
  }

  // In markup that is only a piece, images load before they are anywhere.
  function startInFragment(node) {
    const attribute = AT_ONCE[node.name];
    if (attribute !== undefined && node.attributes?.has(attribute)) load(node, attribute, true);
  }

  stage.parts.loading = { request, load, finish, startInFragment };
});
