// policy: production
// outcome: completed ["TypeError","TypeError"]
// why: between checking the arguments and making the view, the guest is asked for a prototype
const attempt = (type) => {
  const buffer = new ArrayBuffer(64);
  const maker = new Proxy(function () {}, {
    get(target, name) {
      if (name === "prototype" && !buffer.detached) buffer.transfer();
      return target[name];
    },
  });
  try {
    return Reflect.construct(type, [buffer, 8, 2], maker).byteLength;
  } catch (error) {
    return error.name;
  }
};
[attempt(Uint8Array), attempt(DataView)];
