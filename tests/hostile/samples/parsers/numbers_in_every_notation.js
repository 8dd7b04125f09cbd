// policy: production
// outcome: completed ["Infinity","Infinity","Infinity","Infinity","0.1111111111111111","Infinity"]
// why: digits by the hundred thousand in each notation of the language
const digits = "1".repeat(100000);
["0b" + digits, "0o" + digits, "0x" + digits, digits, "." + digits, digits + "e" + 9].map((text) =>
  String((0, eval)(text)),
);
