(function (stage) {
  "use strict";
  // `chrome` as a page sees it that no extension talks to, and what else only this browser has.

  const origin = () => (stage.clock.now() - stage.clock.elapsed()) / 1000;

  // Seconds, as chrome.loadTimes tells them, of a page that came over HTTP/2.
  function loadTimes() {
    const start = origin();
    return {
      requestTime: start, startLoadTime: start, commitLoadTime: start + 0.131, finishDocumentLoadTime: start + 0.221,
      finishLoadTime: 0, firstPaintTime: start + 0.19, firstPaintAfterLoadTime: 0, navigationType: "Other",
      wasFetchedViaSpdy: true, wasNpnNegotiated: true, npnNegotiatedProtocol: "h2", wasAlternateProtocolAvailable: false,
      connectionInfo: "h2",
    };
  }

  const csi = () => ({
    startE: Math.floor(origin() * 1000), onloadT: Math.floor(origin() * 1000) + 221, pageT: stage.clock.elapsed(), tran: 15,
  });

  const app = stage.namespace({
    name: "app",
    path: "chrome.app",
    methods: {
      getDetails: () => null, getIsInstalled: () => false, installState: (_callback) => undefined,
      runningState: () => "cannot_run",
    },
    values: {
      isInstalled: false,
      InstallState: { DISABLED: "disabled", INSTALLED: "installed", NOT_INSTALLED: "not_installed" },
      RunningState: { CANNOT_RUN: "cannot_run", READY_TO_RUN: "ready_to_run", RUNNING: "running" },
    },
  });

  const chrome = stage.namespace({ name: "chrome", methods: { loadTimes, csi } });
  Reflect.defineProperty(chrome, "app", { value: app, writable: true, enumerable: true, configurable: true });
  Reflect.defineProperty(stage.guest, "chrome", { value: chrome, writable: true, enumerable: true, configurable: true });

  const External = stage.interface({
    name: "External", path: "external", methods: { AddSearchProvider() {}, IsSearchProviderInstalled() {} },
  });
  const external = External.make({});
  stage.parts.window.replaceable("external", () => external);

  const Styles = stage.interface({ name: "StyleMedia", hidden: true, attributes: { type: () => "screen" } });
  const styleMedia = Styles.make({});
  stage.parts.window.replaceable("styleMedia", () => styleMedia);
})
