// policy: production
// outcome: threw RangeError
// why: reading the property reads the property
const object = {
  get again() {
    return this.again;
  },
};
object.again;
