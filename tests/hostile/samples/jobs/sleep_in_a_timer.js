// policy: production
// outcome: completed "waited"
// why: waiting for a timer costs no time, however long it is
new Promise((done) => setTimeout(done, 2 ** 31 - 1, "waited"));
