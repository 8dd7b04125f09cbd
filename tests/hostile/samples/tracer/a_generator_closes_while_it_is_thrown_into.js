// policy: production
// outcome: completed [278,"x,x,x,y,true,y,true,y,true,a0,1,cx,3,false,f,x,x,a0,1,f,y,true,y,true,y,true,a0,1,b,2,cx,3,false,f,x,x,a0,1,b,2,f,y,true,y,true,y,true,a0,1,b,2,f,,x,x,x,a0,1,b,2,f,,y,true,y,true,y,true,x,x,x,y,true,y,true,y,true,a1,1,cx,3,false,f,cleanup,false,x,a1,1,f,cleanup,false,y,true,y,true,a1,1,b,2,cx,3,false,f,cleanup,false,x,a1,1,b,2,f,cleanup,false,y,true,y,true,a1,1,b,2,f,cleanup,x,x,x,a1,1,b,2,f,cleanup,y,true,y,true,y,true,x,x,x,y,true,y,true,y,true,a2,1,cx,3,false,f,over,true,x,a2,1,f,over,true,y,true,y,true,a2,1,b,2,cx,3,false,f,over,true,x,a2,1,b,2,f,over,true,y,true,y,true,a2,1,b,2,f,over,x,x,x,a2,1,b,2,f,over,y,true,y,true,y,true,x,x,x,y,true,y,true,y,true,a3,1,cx,3,false,f,cleanup,false,x,a3,1,f,cleanup,false,y,true,y,true,a3,1,b,2,cx,3,false,f,cleanup,false,x,a3,1,b,2,f,cleanup,false,y,true,y,true,a3,1,b,2,f,cleanup,x,x,x,a3,1,b,2,f,cleanup,y,true,y,true,y,true"]
// why: throw and return into generators at every point where they may be
const log = [];
function* g(n) {
  try { log.push("a" + n); yield 1; log.push("b"); yield 2; }
  catch (e) { log.push("c" + e); yield 3; throw "again" + e; }
  finally { log.push("f"); if (n & 1) yield "cleanup"; if (n & 2) return "over"; }
}
for (let n = 0; n < 4; n++) for (const steps of ["", "n", "nn", "nnn"]) for (const end of ["t", "r"]) {
  const it = g(n);
  for (const _ of steps) log.push(it.next().value);
  for (let i = 0; i < 3; i++) {
    try { const got = end === "t" ? it.throw("x") : it.return("y"); log.push(got.value, got.done); } catch (e) { log.push(e); }
  }
}
[log.length, log.join()];
