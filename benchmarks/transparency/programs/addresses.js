// generations: 0
// Builds and takes apart addresses; most of their text is put together from pieces.
const schemes = { plain: 'http:', secure: 'https:', socket: 'wss://' };
const hosts = ['updates.example.org', 'mirror-two.example.net', 'static.example.com'];

class Address {
  constructor(scheme, host) {
    this.scheme = scheme;
    this.host = host;
    this.parts = [];
    this.query = new Map();
  }
  join(...parts) {
    this.parts.push(...parts.map(encodeURIComponent));
    return this;
  }
  ask(name, value = 'default-value') {
    this.query.set(name, [...(this.query.get(name) || []), value]);
    return this;
  }
  get path() {
    return '/' + this.parts.join('/');
  }
  toString() {
    const pairs = [];
    for (const [name, values] of this.query) {
      for (const value of values) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    }
    const tail = pairs.length > 0 ? `?${pairs.sort().join('&')}` : '';
    return `${this.scheme}//${this.host}${this.path}${tail}`;
  }
  static parse(text) {
    const found = /^(\w+:)\/\/([^/]+)\/([^?]*)(?:\?(.*))?$/.exec(text);
    if (found === null) throw new RangeError('no address: ' + text);
    const [, scheme, host, path, query = ''] = found;
    const address = new Address(scheme, host).join(...path.split('/').map(decodeURIComponent));
    for (const pair of query.split('&')) {
      const [name, value] = pair.split('=').map(decodeURIComponent);
      if (name) address.ask(name, value);
    }
    return address;
  }
}

function main() {
  const made = hosts.map((host, index) =>
    new Address(index % 2 ? schemes.plain : schemes.secure, host)
      .join('download', 'release notes', `v${index + 1}.0`)
      .ask('channel', 'nightly-build')
      .ask('language', index ? undefined : 'portuguese')
  );
  for (const address of made) {
    const text = address.toString();
    console.log(text);
    const again = Address.parse(text).toString();
    if (again !== text) throw again;
    console.log('round trip is exact');
  }
  try {
    Address.parse('mailto:nobody');
  } catch (error) {
    console.log(error.name + ' was expected here: ' + error.message);
  }
  return made.map((address) => address.path.length).join('+') + ' characters of path, ' + schemes.socket;
}

function report(text) {
  console.log(text);
  return text;
}

report(main());
