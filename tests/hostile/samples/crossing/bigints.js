// policy: production
// outcome: completed [{"$type":"bigint","value":"1180591620717411303424"},{"$type":"bigint","value":"-1"},{"$type":"bigint","value":"0"},1]
// why: a bigint is no number, however small
[2n ** 70n, -1n, 0n, 1];
