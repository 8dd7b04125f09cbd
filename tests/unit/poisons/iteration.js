Array.prototype[Symbol.iterator] = String.prototype[Symbol.iterator] = poison;
Object.getPrototypeOf(new Map().entries()).next = poison;
Object.getPrototypeOf([].values()).next = poison;
Map.prototype.forEach = Set.prototype.forEach = Array.prototype.forEach = poison;
Map.prototype.get = Map.prototype.set = Map.prototype.delete = Set.prototype.add = poison;
