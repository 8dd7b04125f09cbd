// policy: production
// outcome: threw RangeError
// why: the same through spread syntax
String.fromCharCode(...new Uint8Array(1e6));
