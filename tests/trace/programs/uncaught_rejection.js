// outcome: threw
// Nobody handles it; what comes after it still runs.
async function f() { await null; console.log("about to fail"); return null.property }
f();
setTimeout(() => console.log("later"), 10);
"value";
