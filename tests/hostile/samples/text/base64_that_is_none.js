// policy: production
// outcome: completed [["Error","Error","Error","Error"],["SyntaxError","SyntaxError","SyntaxError"]]
// why: decoders meet half groups, foreign characters, too much padding and half a character
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error instanceof SyntaxError ? "SyntaxError" : "Error";
  }
};
[
  [() => atob("a"), () => atob("====="), () => btoa("€"), () => atob("\ud800")].map(attempt),
  [
    () => Uint8Array.fromBase64("a"),
    () => Uint8Array.fromBase64("Zh==", { lastChunkHandling: "strict" }),
    () => Uint8Array.fromHex("abc"),
  ].map(attempt),
];
