// policy: production
// outcome: completed 946684800000
// why: converting an argument makes the date invalid that is being changed, after its old value was read
const date = new Date(0);
date.setFullYear({
  valueOf() {
    date.setTime(NaN);
    return 2000;
  },
});
date.getTime();
