// policy: production
// outcome: completed {"list":[{"$ref":"$.list"}],"map":{"$type":"map","entries":[[{"$ref":"$.map"},{"$ref":"$"}]]},"self":{"$ref":"$"}}
// why: values that contain themselves
const knot = { list: [], map: new Map() };
knot.list.push(knot.list);
knot.map.set(knot.map, knot);
knot.self = knot;
knot;
