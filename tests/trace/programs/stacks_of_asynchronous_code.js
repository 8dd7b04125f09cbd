// Stacks in async functions, before and after they wait.
const s = (m) => new Error(m).stack;
const out = [];
async function f() { out.push(s("before")); await null; out.push(s("after")); return g() }
const g = async () => { await 0; out.push(s("arrow")); throw new Error("thrown") };
async function* h() { yield s("yielded"); }
f().catch((e) => { out.push(e.stack) }).then(async () => { for await (const x of h()) out.push(x); }).then(() => { setTimeout(function timer() { out.push(s("timer")); out.forEach((x) => console.log(x)) }, 1); return out.length });
