// policy: production call_depth=1000000
// outcome: threw RangeError
// why: large frames reach the end of the stack in few calls, so one frame can overshoot it by much
const names = Array.from({ length: 5000 }, (_, i) => "v" + i);
const deeper = new Function("self", "var " + names.join("=1,") + "; return self(self)");
deeper(deeper);
