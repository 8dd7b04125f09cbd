// policy: production
// outcome: completed ["TypeError",0]
// why: converting the size of the new buffer transfers the old one
const buffer = new ArrayBuffer(64);
let end;
try {
  end = buffer.transfer({ valueOf: () => (buffer.transfer(), 128) }).byteLength;
} catch (error) {
  end = error.name;
}
[end, buffer.byteLength];
