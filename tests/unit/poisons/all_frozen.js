const every = reachable();
for (let i = 0; i < every.length; i++) Object.freeze(every[i]);
