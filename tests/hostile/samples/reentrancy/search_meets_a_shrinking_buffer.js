// policy: production
// outcome: completed [true,-1,-1,false]
// why: converting the place to start takes the elements away that are to be searched
const search = (method, wanted) => {
  const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
  const numbers = new Uint8Array(buffer).fill(7);
  return numbers[method](wanted, {
    valueOf: () => (buffer.resize(0), method === "lastIndexOf" ? 63 : 0),
  });
};
[
  search("includes", undefined),
  search("indexOf", 7),
  search("lastIndexOf", 7),
  search("includes", 7),
];
