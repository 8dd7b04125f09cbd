// policy: production
// outcome: completed "recovered"
// why: a program that meets the ceiling, lets go of what it held and goes on has not been stopped by it
let hoard = [];
let end;
try {
  for (;;) hoard.push(new Array(1000).fill(7));
} catch {
  hoard = null;
  end = "recovered";
}
end;
