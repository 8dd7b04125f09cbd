// policy: production
// outcome: completed ["URIError","URIError","URIError","URIError","�",300000]
// why: decoders of percent signs meet overlong forms, halves and ends that come too early
const attempt = (text) => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return error.name;
  }
};
["%c0%80", "%ed%a0%80", "%f4%90%80%80", "%e2%82"]
  .map(attempt)
  .concat(attempt("%ef%bf%bd"), encodeURIComponent("\x01".repeat(100000)).length);
