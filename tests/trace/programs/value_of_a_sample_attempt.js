// The value of the sample is the value of its last statement.
try { "tried" } finally { "ignored" }
