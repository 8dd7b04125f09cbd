// policy: production
// outcome: crashed signal SIGSEGV or completed 67108863
// why: the text of a rope finds no room when for-in asks for its keys, and the engine goes on without it
let rope = "";
for (let i = 0; i < 26; i++) rope += rope + "x";
try {
  for (const _ in rope) break;
} catch {
  // an engine that looks at what it got says that memory ran out
}
rope.length;
