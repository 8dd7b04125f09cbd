// policy: production
// outcome: threw RangeError
// why: an array's text is the text of its elements
let nested = [];
for (let i = 0; i < 3e5; i++) nested = [nested];
String(nested);
