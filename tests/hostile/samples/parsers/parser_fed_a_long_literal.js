// policy: development cpu_seconds=0.15
// outcome: limit cpu
// by: psutil
// why: five million elements in one literal: parsing never asks whether it may go on
eval("[" + "1,".repeat(5e6) + "]");
