(function (stage) {
  "use strict";
  // Elements by their ids as names of the window: `<b id=go>` is `go`, unless there is something else of that name.
  //
  // Source: HTML Standard, section 7.2.2.3.

  const { guest } = stage;
  const { dom, domTree: tree, page } = stage.parts;
  const { replaceable } = stage.parts.window;

  const MAX_NAMES = 500; // of one run
  const MAX_LENGTH = 100; // characters

  let count = 0;
  stage.onStart(() => {
    count = 0;
  });

  tree.watchIds((document, id) => {
    if (document !== page.document || id.length > MAX_LENGTH || id in guest || count++ >= MAX_NAMES) return;
    replaceable(id, () => dom.wrap(tree.elementById(page.document, id)) ?? undefined);
    Reflect.defineProperty(guest, id, { enumerable: false });
  });
})
