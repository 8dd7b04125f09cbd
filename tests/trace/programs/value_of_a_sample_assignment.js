// The value of the sample is the value of its last statement.
var s = "a"; s += "b"; function f() { return s } f();
