// What is called by way of call, apply or bind.
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = poison;
Reflect.apply = Reflect.construct = poison;
