// outcome: threw
// A class of errors with properties of its own, thrown through several frames.
class Failure extends TypeError { constructor(message, code) { super(message, { cause: "root" }); this.code = code; this.name = "Failure" } }
function third(n) { while (true) { if (n-- < 0) throw new Failure("gave up after " + n, 42) } }
const second = (n) => third(n) + "never";
function first() { try { return second(3) } finally { console.log("finally") } }
first();
