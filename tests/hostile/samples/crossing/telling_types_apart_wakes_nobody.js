// policy: production
// outcome: completed {"disguised":{"$type":"object","class":"Date","properties":{"[[value]]":{"$type":"map","entries":[[1,2]]}}},"late":{"later":{"calls":0}}}
// why: telling types apart makes the engine throw inside our code, and that must not call the guest's trace function
let calls = 0;
Error.prepareStackTrace = () => {
  calls++;
};
({
  disguised: Object.setPrototypeOf(new Map([[1, 2]]), Date.prototype),
  late: {
    later: {
      get calls() {
        return calls;
      },
    },
  },
});
