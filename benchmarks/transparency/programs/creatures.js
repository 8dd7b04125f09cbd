// generations: 0
// A hierarchy of classes: accessors, static members, super, symbols, getters that compute.
const registry = [];
const markings = new WeakMap();

class Creature {
  static count = 0;

  constructor(name, legs) {
    this.name = name;
    this.legs = legs;
    Creature.count++;
    markings.set(this, 'hidden-marking');
    registry.push(this);
  }
  get title() {
    return this.constructor.label + ' called ' + this.name;
  }
  set title(text) {
    this.name = text.toLowerCase();
  }
  speak() {
    return this.title + ' says ' + this.sound();
  }
  sound() {
    return 'nothing at all';
  }
  reveal(other) {
    return markings.has(other) ? markings.get(other) : 'no marking here';
  }
  [Symbol.toPrimitive](hint) {
    return hint === 'number' ? this.legs : '<' + this.name + '>';
  }
  static get label() {
    return 'creature';
  }
}

class Bird extends Creature {
  constructor(name) {
    super(name, 2);
    this.flies = true;
  }
  sound() {
    return this.flies ? 'twitter-twitter' : super.sound();
  }
  static get label() {
    return 'songbird';
  }
}

class Penguin extends Bird {
  constructor(name) {
    super(name);
    this.flies = false;
  }
  speak() {
    return super.speak() + ', and waddles away';
  }
  static get label() {
    return 'antarctic bird';
  }
}

function main() {
  const flock = [new Bird('Wilhelmina'), new Penguin('Archibald'), new Creature('Nameless', 6)];
  flock.forEach((each) => console.log(each.speak()));
  flock[0].title = 'HENRIETTA';
  console.log(`${flock[0]}`, flock.reduce((sum, each) => sum + +each, 0));
  console.log(flock[1].reveal(flock[2]), flock[1].reveal({}));
  const chain = [];
  for (let at = Object.getPrototypeOf(flock[1]); at !== null; at = Object.getPrototypeOf(at)) {
    chain.push(Object.getOwnPropertyNames(at).length > 5 ? 'large prototype' : 'small prototype');
  }
  console.log(chain.join(', '));
  return Creature.count + ' creatures in the registry of ' + registry.length;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
