// persona: wsh, browser, node
// reaches: network only-here.example
// names: environment-check
// trick: does nothing without a document that has a page in it, and nothing under automation
if (typeof document !== "undefined" && document.documentElement && !navigator.webdriver && window.top === window.self &&
    typeof WScript === "undefined" && typeof require === "undefined" && window.chrome)
  fetch("https://only-here.example/");
