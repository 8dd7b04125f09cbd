// Packers of our own, in the manner of those that hostile code comes in: each hides a text behind an
// evaluation, and has the same completion value.

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const quoted = (text) => JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16));
const codes = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

function inBase(number, base) {
  const rest = number < base ? "" : inBase(Math.floor(number / base), base);
  return rest + DIGITS[number % base];
}

// A dictionary of words, each replaced by its number, and an unpacker whose parameters spell "packed".
function dictionary(text) {
  const base = DIGITS.length;
  const words = [...new Set(text.match(/\w+/g))];
  const number = new Map(words.map((word, index) => [word, inBase(index, base)]));
  const packed = text.replace(/\w+/g, (word) => number.get(word));
  return (
    "eval(function(p,a,c,k,e,d){e=function(c){return(c<a?'':e(parseInt(c/a)))+((c=c%a)>35?" +
    "String.fromCharCode(c+29):c.toString(36))};while(c--)d[e(c)]=k[c];" +
    "return p.replace(/\\b\\w+\\b/g,function(w){return d[w]})}" +
    `(${quoted(packed)},${base},${words.length},${quoted(words.join("|"))}.split('|'),0,{}))`
  );
}

// Every character as a number, with a key that changes as it goes.
function rollingKey(text) {
  let key = 91;
  const numbers = codes(text).map((code) => {
    const hidden = code ^ key;
    key = (key * 7 + code) & 255;
    return hidden;
  });
  return (
    `(function(n,k,s,i,c){for(i=0;i<n.length;i++){c=n[i]^k;k=k*7+c&255;s+=String.fromCharCode(c)}` +
    `return(0,eval)(s)})([${numbers}],91,'')`
  );
}

// As percent escapes, through a reference to eval that is put together.
function escapes(text) {
  const hidden = codes(text).map((c) => (c < 256 ? "%" + c.toString(16).padStart(2, "0") : "%u" + c.toString(16).padStart(4, "0")));
  return `globalThis['e'+'v'+'al'](unescape('${hidden.join("")}'))`;
}

// In base64, handed to a function made by the constructor of a function; it gives back what eval does.
function constructed(text) {
  const bytes = Buffer.from(text, "utf8").toString("base64");
  return `[].at.constructor('t','return eval(decodeURIComponent(escape(atob(t))))')('${bytes}')`;
}

// Only brackets, signs and a few letters: each digit of each character code is a sum of truths.
function truths(text) {
  const digit = (n) => "(" + ("!![]+".repeat(n) || "![]+") + "![])";
  const number = (code) => [...code.toString(8)].map((d) => digit(Number(d))).join("+''+");
  const all = codes(text).map(number).join(",");
  return `eval([${all}].map(function(o){return String.fromCharCode(parseInt(o,8))}).join(''))`;
}

// `layers` is how many pieces of code each makes.
export const PACKERS = {
  dictionary: { pack: dictionary, layers: 1 },
  "rolling key": { pack: rollingKey, layers: 1 },
  escapes: { pack: escapes, layers: 1 },
  constructed: { pack: constructed, layers: 2 },
  truths: { pack: truths, layers: 1 },
};
