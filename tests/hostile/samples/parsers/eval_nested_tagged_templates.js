// policy: production
// outcome: threw RangeError
// why: templates in the holes of tagged templates
const source = "f`${".repeat(200000) + "1" + "}`".repeat(200000);
(0, eval)(source);
