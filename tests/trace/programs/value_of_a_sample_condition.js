// The value of the sample is the value of its last statement.
var x = 1; if (x) { "yes" + x } else { "no" }
