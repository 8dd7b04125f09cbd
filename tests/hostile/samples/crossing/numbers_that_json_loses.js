// policy: production
// outcome: completed [{"$type":"number","value":"-0"},{"$type":"number","value":"NaN"},{"$type":"number","value":"Infinity"},{"$type":"number","value":"-Infinity"},9007199254740991,9007199254740992.0,-9007199254740992.0,1e+21,5e-324,1.7976931348623157e+308,0.1,0]
// why: zero with a sign, no number, no end, and integers beyond the exact ones
[-0, NaN, 1 / 0, -1 / 0, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 5e-324, Number.MAX_VALUE, 0.1, 0];
