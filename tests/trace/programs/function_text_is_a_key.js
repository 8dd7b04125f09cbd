// Decrypts with a hash of its own text, as protected code does.
function key() {
  /* the text of this function is the key */
  const text = key.toString();
  let hash = 2166136261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
function crypt(text) {
  let state = key();
  let out = "";
  for (const c of text) { state = Math.imul(state, 1664525) + 1013904223 >>> 0; out += String.fromCharCode(c.charCodeAt(0) ^ state >>> 24); }
  return out;
}
[key(), crypt(crypt("attack at dawn")), [...crypt("attack at dawn")].map((c) => c.charCodeAt(0)), crypt.toString().replace(/\s/g, "").length];
