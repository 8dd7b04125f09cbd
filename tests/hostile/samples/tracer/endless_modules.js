// policy: production cpu_seconds=0.5
// outcome: limit cpu or limit memory
// by: engine or psutil
// why: each module imports one more when it runs, for ever
globalThis.n = 0;
globalThis.go = () => import("data:text/javascript,go();//" + n++);
go();
