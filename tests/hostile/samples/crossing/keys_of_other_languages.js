// policy: production
// outcome: completed {"__proto__":1,"constructor":2,"prototype":3,"__class__":4,"__init__":5,"__reduce__":6,"hasOwnProperty":7,"length":8}
// why: names that mean something to whoever copies properties carelessly
JSON.parse(
  '{"__proto__":1,"constructor":2,"prototype":3,"__class__":4,"__init__":5,"__reduce__":6,"hasOwnProperty":7,"length":8}',
);
