// policy: production
// kind: function
// outcome: threw TypeError
// why: a body that closes the function around it, so that what our code calls is something else
}) + (() => {
