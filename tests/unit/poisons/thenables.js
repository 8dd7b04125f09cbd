Promise.prototype.then = Promise.resolve = Object.prototype.then = poison;
