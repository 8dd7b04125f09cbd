// policy: production
// outcome: limit call_depth
// by: guard
// why: all settled, any, race and try: each collects errors as values
const deeper = () => {
  deeper();
};
Promise.allSettled([
  Promise.try(deeper),
  Promise.any([new Promise(deeper)]),
  Promise.race([Promise.try(deeper)]),
]).then(() => "alive");
