// policy: production
// outcome: completed [["u"],[0],["n","ff"],["w","d800"],["opaque","function","f","$"],["-0"],["h"]]
// why: a list that pretends to be a tagged value or a reference
[["u"], [0], ["n", "ff"], ["w", "d800"], ["opaque", "function", "f", "$"], ["-0"], ["h"]];
