// policy: production
// outcome: completed ["undefined","string","string",true,"string"]
// why: methods for other languages take options with getters, and a host's tables that are not there
const options = new Proxy({}, {
  get() {
    throw "asked";
  },
});
const quiet = (action) => {
  try {
    return action();
  } catch (thrown) {
    return thrown === "asked" ? "string" : thrown.name;
  }
};
[
  typeof Intl,
  typeof quiet(() => (1234.5).toLocaleString("de", options)),
  typeof quiet(() => new Date(0).toLocaleDateString("xx-invalid-locale-".repeat(1000))),
  quiet(() => "a".localeCompare("b", "tlh", options)) !== 0,
  typeof quiet(() => "I".toLocaleLowerCase("tr")),
];
