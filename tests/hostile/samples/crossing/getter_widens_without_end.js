// policy: production
// outcome: limit output
// by: engine
// why: each object has two new ones in it: few levels, but ever more objects
const wider = () => ({
  get left() {
    return wider();
  },
  get right() {
    return wider();
  },
});
wider();
