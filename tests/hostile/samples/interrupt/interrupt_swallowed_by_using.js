// policy: production cpu_seconds=0.15
// outcome: limit cpu
// by: engine or psutil
// why: a block that ends disposes of what it declared, and wraps the errors of that
const resource = {
  [Symbol.dispose]() {
    for (;;);
  },
};
let end;
try {
  using first = resource;
  using second = resource;
} catch {
  end = "escaped";
}
end;
