// policy: production
// outcome: completed [[1,2],{"$type":"map","entries":[[1,2]]},{"$type":"set","values":[3]}]
// why: every for-of and every spread asks methods that the guest can replace
const result = [[1, 2], new Map([[1, 2]]), new Set([3])];
const trap = () => {
  for (;;);
};
const prototypes = [[], new Map(), new Set(), ""].map((value) => Object.getPrototypeOf(value));
for (const value of [[], new Map(), new Set(), ""]) {
  Object.getPrototypeOf(value[Symbol.iterator]()).next = trap;
}
for (let i = 0; i < prototypes.length; i++) prototypes[i][Symbol.iterator] = trap;
result;
