// policy: production
// outcome: completed ["first","own","TypeError","TypeError"]
// why: a promise is settled by whoever is first, and cannot wait for itself
const order = [];
const one = new Promise((resolve, reject) => {
  resolve("first");
  reject("second");
  resolve({ then() { throw "third"; } });
});
const two = Promise.resolve({
  get then() {
    return (resolve) => {
      resolve("own");
      throw "ignored";
    };
  },
});
const three = Promise.resolve().then(() => three);
let keep;
const four = new Promise((resolve) => {
  keep = resolve;
});
keep(four);
Promise.all([one, two, three.catch((error) => error.name), four.catch((error) => error.name)]);
