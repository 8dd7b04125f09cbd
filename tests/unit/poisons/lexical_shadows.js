// scope: global
let Array = 1, Map = 2, String = 3, Reflect = 4, JSON = 5, Uint8Array = 6, Error = 7;
const p = 8, host = 9, parseInt = 10, Object = 11;
