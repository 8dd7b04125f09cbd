// policy: production
// outcome: completed "TypeError"
// why: asking whether it is to be spread revokes the proxy, before asking whether it is an array
const { proxy, revoke } = Proxy.revocable([1, 2, 3], {
  get(target, name) {
    revoke();
    return name === Symbol.isConcatSpreadable ? undefined : target[name];
  },
});
let end;
try {
  end = [].concat(proxy).length;
} catch (error) {
  end = error.name;
}
end;
