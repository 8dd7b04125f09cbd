// The value of the sample is the value of its last statement.
outer: for (var i of [1, 2]) { for (;;) { i + "x"; continue outer } }
