// policy: production
// outcome: completed ["\u2028\u2029","\ufeff","\u0001\u001b[31m\u007f","\"\\/","\uffff"]
// why: line separators, byte order marks, control characters, quotes: all are just text
["\u2028\u2029", "\ufeff", "\u0001\u001b[31m\u007f", '"\\/', "\uffff"];
