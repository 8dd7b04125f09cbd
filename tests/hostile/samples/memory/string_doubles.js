// policy: production
// outcome: limit memory
// by: engine
// why: doubles a string; each copy is legal, the sum is not (reading a character lays the text flat)
let text = "x";
for (;;) {
  text += text;
  text.charCodeAt(0);
}
