// policy: production
// outcome: completed ["TypeError","TypeError",3]
// why: reading the options gives the memory away that is to be decoded into
const attempt = (vanish) => {
  const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
  const bytes = new Uint8Array(buffer, 32, 32);
  const options = {
    get alphabet() {
      vanish(buffer);
      return "base64";
    },
  };
  try {
    return bytes.setFromBase64("AAAA", options).written;
  } catch (error) {
    return error.name;
  }
};
[attempt((buffer) => buffer.transfer()), attempt((buffer) => buffer.resize(8)), attempt(() => 0)];
