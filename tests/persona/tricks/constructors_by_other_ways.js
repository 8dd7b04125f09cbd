// persona: browser
// reaches: network way-0.example
// reaches: network way-1.example
// reaches: network way-2.example
// reaches: network way-3.example
// reaches: network way-4.example
// reaches: network way-5.example
// names: constructor-manipulation
// trick: never says Function: takes it from an async function, a generator, a getter, a bound function, a tag, Reflect
const code = (way) => `fetch("https://way-${way}.example/")`;
const getter = Object.getOwnPropertyDescriptor(Map.prototype, "size").get;
(async () => {}).constructor(code(0))();
(function* () {}).constructor(code(1))().next();
getter.constructor(code(2))();
Reflect.construct(Math.max.bind(null).constructor, [code(3)])();
(async function* () {}).constructor(code(4))().next();
[].at["constructor"]["constructor"].call``.constructor.apply(null, [code(5)])();
