// policy: production
// outcome: completed [true,false,"SyntaxError","TypeError",true,0,"SyntaxError"]
// why: comparing with text reads the text as a number, however long or wrong it is
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error.name;
  }
};
[
  attempt(() => 1n < "9".repeat(10000)),
  attempt(() => 1n == "1x"),
  attempt(() => BigInt("0x" + "g".repeat(100000))),
  attempt(() => 1n + 1),
  attempt(() => 2n ** 64n > 1.8e19),
  attempt(() => Number(BigInt(" ".repeat(100000)))),
  attempt(() => BigInt("-0x1")),
];
