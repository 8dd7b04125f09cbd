// policy: production
// outcome: completed ["Infinity","0",true,"TypeError"]
// why: functions of any number of arguments are given very many, and sums that lose everything
const many = Array.from({ length: 10000 }, (_, i) => i);
const attempt = (action) => {
  try {
    return action();
  } catch (error) {
    return error.name;
  }
};
[
  String(Math.hypot(...many, Infinity)),
  String(Math.sumPrecise?.([1e308, 1e308, -1e308, -1e308]) ?? 0),
  Math.max(...many) === 9999,
  attempt(() => Math.max(1n)),
];
