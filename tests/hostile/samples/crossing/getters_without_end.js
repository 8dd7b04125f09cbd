// policy: production
// outcome: limit output
// by: engine
// why: each object is made when the one around it is read, so the value has no end
const deeper = () => ({
  get next() {
    return deeper();
  },
});
deeper();
