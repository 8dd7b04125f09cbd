// policy: production
// outcome: completed {"$type":"sparse","length":4294967295,"items":{"7":"x"}}
// why: nobody may visit four billion holes, neither here nor there
const array = [];
array.length = 2 ** 32 - 1;
array[7] = "x";
array;
