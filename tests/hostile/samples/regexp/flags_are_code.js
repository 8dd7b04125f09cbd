// policy: production
// outcome: completed ["dgimsuvy","b"]
// why: reading the flags of a pattern reads eight properties, and any of them may compile it anew
const pattern = /a/;
const view = new Proxy(pattern, {
  get(target, name) {
    target.compile("b");
    return name;
  },
});
const { get } = Object.getOwnPropertyDescriptor(RegExp.prototype, "flags");
[get.call(view), pattern.source];
