// Strings that grow piece by piece, are taken apart, and grow again.
function encode(text) {
  let out = '';
  for (let i = 0; i < text.length; i++) out += (text.charCodeAt(i) ^ 42).toString(16).padStart(2, '0');
  return out;
}

function decode(text) {
  let out = '';
  for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.slice(i, i + 2), 16) ^ 42);
  return out;
}

let page = '';
for (let line = 0; line < 2000; line++) page += `line ${line}: ` + 'lorem ipsum dolor'.split(' ').reverse().join(' ') + '\n';
let same = 0;
for (let round = 0; round < 9; round++) same += Number(decode(encode(page)) === page);
const words = {};
for (const word of page.split(/\s+/)) words[word] = (words[word] || 0) + 1;
[same, page.length, Object.keys(words).length];
