// A body with await and return.
const wait = (x) => new Promise((r) => setTimeout(r, 5, x + "w")); const out = []; for (const x of [1, 2]) out.push(await wait(x)); try { await Promise.reject(new Error("r" + 1)) } catch (e) { out.push(e.message, e.stack) }
return out
