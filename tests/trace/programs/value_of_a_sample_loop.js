// The value of the sample is the value of its last statement.
for (var i = 0; i < 3; i++) { "turn " + i }
