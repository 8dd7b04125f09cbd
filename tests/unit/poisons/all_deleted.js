const { ownKeys, deleteProperty } = Reflect;
const every = reachable();
for (let i = 0; i < every.length; i++) {
  const keys = ownKeys(every[i]);
  for (let j = 0; j < keys.length; j++) deleteProperty(every[i], keys[j]);
}
