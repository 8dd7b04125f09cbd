// The value of the sample is the value of its last statement.
((x) => x + "y")("x")
