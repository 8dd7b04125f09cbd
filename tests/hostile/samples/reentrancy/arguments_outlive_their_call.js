// policy: production
// outcome: completed [3,1]
// why: the variables behind a closure and an arguments object must outlive the frame that they lay in
function keep(a) {
  const own = arguments;
  return {
    write: (value) => (a = value),
    read: () => own[0],
  };
}
const { write, read } = keep(1);
const before = read();
write(3);
[read(), before];
