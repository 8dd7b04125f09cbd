// policy: production
// outcome: completed ["failed","failed","failed","failed","failed"]
// why: import() asks the host for a file or a module of its own
(async () => {
  const ends = [];
  for (const name of ["std", "os", "bjson", "/etc/passwd", "./sample.js"]) {
    try {
      ends.push(typeof (await import(name)));
    } catch {
      ends.push("failed");
    }
  }
  return ends;
})();
