(function (stage) {
  "use strict";
  // The elements of HTML: a line for each interface. Name, the elements that have it, the properties that
  // are attributes (attributes.js has the signs behind them), and the interface that it inherits from if
  // that is not HTMLElement. What some do besides is in the modules named in `more`.

  const {
    domTree: tree,
    dom,
    attributes,
    handlers,
    htmlElement,
    page,
    links,
    formElements,
    media,
    tables,
    frames,
  } = stage.parts;

  const ELEMENTS = `
    HTMLAnchorElement         | a                 | target download ping rel relList*=rel hreflang type referrerPolicy coords charset name rev shape
    HTMLAreaElement           | area              | alt coords download shape target ping rel relList*=rel referrerPolicy noHref?
    HTMLBRElement             | br                | clear
    HTMLBaseElement           | base              | href@ target
    HTMLBodyElement           | body              | text link vLink aLink bgColor background
    HTMLButtonElement         | button            | disabled? formAction@ formEnctype formMethod formNoValidate? formTarget name
    HTMLCanvasElement         | canvas            |
    HTMLDListElement          | dl                | compact?
    HTMLDataElement           | data              | value
    HTMLDataListElement       | datalist          |
    HTMLDetailsElement        | details           | open? name
    HTMLDialogElement         | dialog            | open? returnValue
    HTMLDirectoryElement      | dir               | compact?
    HTMLDivElement            | div               | align
    HTMLEmbedElement          | embed             | src@ type width height align name
    HTMLFieldSetElement       | fieldset          | disabled? name
    HTMLFontElement           | font              | color face size
    HTMLFormElement           | form              | acceptCharset=accept-charset action@ autocomplete enctype encoding=enctype method name noValidate? target rel relList*=rel
    HTMLFrameElement          | frame             | name scrolling src@ frameBorder longDesc@ noResize? marginHeight marginWidth
    HTMLFrameSetElement       | frameset          | cols rows
    HTMLHRElement             | hr                | align color noShade? size width
    HTMLHeadElement           | head              |
    HTMLHeadingElement        | h1 h2 h3 h4 h5 h6 | align
    HTMLHtmlElement           | html              | version
    HTMLIFrameElement         | iframe            | src@ srcdoc name sandbox*=sandbox allow allowFullscreen? width height referrerPolicy loading align scrolling frameBorder longDesc@ marginHeight marginWidth csp
    HTMLImageElement          | img               | alt src@ srcset sizes crossOrigin useMap isMap? referrerPolicy decoding loading name lowsrc@ align hspace# vspace# longDesc@ border
    HTMLInputElement          | input             | accept alt autocomplete defaultChecked?=checked dirName disabled? formAction@ formMethod formTarget max maxLength# min minLength# multiple? name pattern placeholder readOnly? required? size# src@ step defaultValue=value align useMap
    HTMLLIElement             | li                | value# type
    HTMLLabelElement          | label             | htmlFor=for
    HTMLLegendElement         | legend            | align
    HTMLLinkElement           | link              | href@ crossOrigin rel relList*=rel media hreflang type as referrerPolicy sizes*=sizes integrity charset rev target
    HTMLMapElement            | map               | name
    HTMLMarqueeElement        | marquee           | behavior bgColor direction height hspace# loop# scrollAmount# scrollDelay# trueSpeed? vspace# width
    HTMLMediaElement          |                   | src@ crossOrigin preload autoplay? loop? controls? defaultMuted?=muted
    HTMLAudioElement          | audio             |                              | HTMLMediaElement
    HTMLVideoElement          | video             | poster@ playsInline?         | HTMLMediaElement
    HTMLMenuElement           | menu              | compact?
    HTMLMetaElement           | meta              | name httpEquiv=http-equiv content media scheme
    HTMLMeterElement          | meter             | value# min# max#
    HTMLModElement            | ins del           | cite@ dateTime
    HTMLOListElement          | ol                | reversed? start# type compact?
    HTMLObjectElement         | object            | data@ type name useMap width height align archive code declare? hspace# standby vspace# codeBase@ codeType border
    HTMLOptGroupElement       | optgroup          | disabled? label
    HTMLOptionElement         | option            | disabled? defaultSelected?=selected
    HTMLOutputElement         | output            | name
    HTMLParagraphElement      | p                 | align
    HTMLParamElement          | param             | name value type valueType
    HTMLPictureElement        | picture           |
    HTMLPreElement            | pre listing xmp   | width#
    HTMLProgressElement       | progress          | value# max#
    HTMLQuoteElement          | q blockquote      | cite@
    HTMLScriptElement         | script            | src@ type noModule? charset defer? crossOrigin integrity referrerPolicy event htmlFor=for
    HTMLSelectElement         | select            | autocomplete disabled? multiple? name required? size#
    HTMLSlotElement           | slot              | name
    HTMLSourceElement         | source            | src@ type srcset sizes media width# height#
    HTMLSpanElement           | span              |
    HTMLStyleElement          | style             | media type
    HTMLTableCaptionElement   | caption           | align
    HTMLTableCellElement      | td th             | colSpan# rowSpan# headers abbr scope align axis bgColor ch=char chOff=charoff height noWrap? vAlign width
    HTMLTableColElement       | col colgroup      | span# align ch=char chOff=charoff vAlign width
    HTMLTableElement          | table             | align border frame rules summary width bgColor cellPadding cellSpacing
    HTMLTableRowElement       | tr                | align bgColor ch=char chOff=charoff vAlign
    HTMLTableSectionElement   | tbody thead tfoot | align ch=char chOff=charoff vAlign
    HTMLTemplateElement       | template          | shadowRootMode
    HTMLTextAreaElement       | textarea          | autocomplete cols# dirName disabled? maxLength# minLength# name placeholder readOnly? required? rows# wrap
    HTMLTimeElement           | time              | dateTime
    HTMLTitleElement          | title             |
    HTMLTrackElement          | track             | kind src@ srclang label default?
    HTMLUListElement          | ul                | compact? type
  `;

  // Known names without an interface of their own.
  const PLAIN =
    "abbr acronym address article aside b basefont bdi bdo bgsound big center cite code dd dfn dt em figcaption figure footer " +
    "header hgroup i kbd keygen main mark nav nobr noembed noframes noscript plaintext rb rp rt rtc ruby s samp search section " +
    "small strike strong sub summary sup tt u var wbr";

  const dialog = {
    methods: {
      close: (s) => stage.parts.mutation.removeAttribute(s.node, "open"),
      show: (s) => stage.parts.mutation.setAttribute(s.node, "open", ""),
      showModal: (s) => stage.parts.mutation.setAttribute(s.node, "open", ""),
    },
  };

  // Handlers of the body and of a frameset are the window's.
  const body = { attributes: handlers.windowAttributes() };

  const more = {
    ...links,
    ...formElements,
    ...media,
    ...tables,
    ...frames,
    HTMLDialogElement: dialog,
    HTMLBodyElement: body,
    HTMLFrameSetElement: body,
  };

  const handles = { HTMLElement: htmlElement.HTMLElement };
  const linesOf = (text) =>
    text
      .trim()
      .split("\n")
      .map((line) => line.split("|").map((part) => part.trim()));

  for (const [name, elements, reflected, parent = "HTMLElement"] of linesOf(ELEMENTS)) {
    const { attributes: own = {}, methods, constants, statics, lookup } = more[name] ?? {};
    handles[name] = stage.interface({
      name,
      parent: handles[parent],
      constants,
      methods,
      statics,
      attributes: { ...attributes.reflect(reflected), ...own },
    });
    if (lookup !== undefined) dom.lookups.set(handles[name], lookup);
    for (const element of elements.split(" ")) if (element !== "") dom.byName.set(element, handles[name]);
  }
  for (const element of PLAIN.split(" ")) dom.byName.set(element, htmlElement.HTMLElement);

  // ---- constructors of another name: `new Image(1, 1)`

  const set = stage.parts.mutation.setAttribute;

  function named(name, handle, make) {
    const { constructor } = stage.interface({
      name,
      style: "plain", // the prototype can be replaced
      create(_state, ...values) {
        const { node, finish } = make(values);
        const object = dom.wrap(node);
        finish?.();
        return object;
      },
    });
    Reflect.defineProperty(constructor, "prototype", { value: handle.prototype, writable: false });
    Reflect.defineProperty(constructor, "length", { value: 0, configurable: true });
  }

  const element = (name) => tree.makeElement(page.document, name);

  named("Image", handles.HTMLImageElement, ([width, height]) => {
    const node = element("img");
    if (width !== undefined) set(node, "width", String(Number(width) >>> 0));
    if (height !== undefined) set(node, "height", String(Number(height) >>> 0));
    return { node };
  });

  named("Audio", handles.HTMLAudioElement, ([source]) => {
    const node = element("audio");
    set(node, "preload", "auto");
    return { node, finish: () => source !== undefined && set(node, "src", String(source)) };
  });

  named("Option", handles.HTMLOptionElement, ([text, value, isDefault, isSelected]) => {
    const node = element("option");
    if (text !== undefined) tree.link(tree.makeText(page.document, String(text)), node, null);
    if (value !== undefined) set(node, "value", String(value));
    if (isDefault) set(node, "selected", "");
    if (isSelected) tree.extraOf(node).selected = true;
    return { node };
  });

  stage.parts.elements = { handles };
});
