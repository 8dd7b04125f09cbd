// policy: production call_depth=1000000
// outcome: threw RangeError
// why: reading the property reads the property
const object = {
  get again() {
    return this.again;
  },
};
object.again;
