// policy: production
// outcome: completed ["abcdefg",true,"h","number"]
// why: every part of a date is converted in turn, and conversion to a primitive can be anything
let order = "";
const part = (name) => ({ valueOf: () => ((order += name), 1) });
new Date(part("a"), part("b"), part("c"), part("d"), part("e"), part("f"), part("g"));
const date = new Date(0);
const hint = [];
Object.defineProperty(date, Symbol.toPrimitive, { value: (wanted) => (hint.push(wanted), "h") });
[order, Number.isNaN(Date.UTC()), `${date}`, hint.length === 1 ? "number" : ""];
