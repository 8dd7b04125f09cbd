// policy: production
// outcome: completed [1,"URIError",[{"$type":"string","utf16":"d83d"},{"$type":"string","utf16":"de00"}],true,"😀"]
// why: half a character is text too, and two halves that meet are one character
const high = "\ud83d";
const low = "\ude00";
let end;
try {
  encodeURIComponent(high);
} catch (error) {
  end = error.name;
}
[[...high].length, end, (high + low).split(""), [...(high + low)].length === 1, high + low];
