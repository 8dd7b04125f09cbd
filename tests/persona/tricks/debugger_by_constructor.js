// persona: browser
// reaches: network after-debugger.example
// names: debugger-trap
// trick: makes functions of "debugger" by a constructor, in a recursion and in an interval, so that an open debugger stops for ever
function trap(turn) {
  if (turn < 50) {
    (function () { return true; }).constructor("debu" + "gger").call("action");
    (function () { return false; }).constructor("debu" + "gger").apply("stateObject");
    trap(turn + 1);
  }
}
trap(0);
const timer = setInterval(function () { trap(40); }, 1000);
setTimeout(function () { clearInterval(timer); fetch("https://after-debugger.example/"); }, 10000);
