// What test262 expects of its host, as far as a jailed worker can have it: there is one realm and one
// agent, so tests that ask for more fail, traced or not.
(function () {
  var log = console.log;
  var evaluate = eval;
  var transfer = ArrayBuffer.prototype.transfer;
  var apply = Reflect.apply;
  var text = String;

  function define(name, value) {
    Object.defineProperty(globalThis, name, { value: value, writable: true, configurable: true });
  }

  define("print", function print(line) {
    log(text(line));
  });
  define("$262", {
    global: globalThis,
    evalScript: function evalScript(source) {
      return evaluate(source);
    },
    detachArrayBuffer: function detachArrayBuffer(buffer) {
      apply(transfer, buffer, []);
      return null;
    },
  });
})();
