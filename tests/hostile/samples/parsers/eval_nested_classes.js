// policy: production
// outcome: threw RangeError
// why: classes in the heritage of classes
const source = "class A extends ".repeat(100000) + "Object" + "{}".repeat(100000);
(0, eval)(source);
