// policy: production
// outcome: completed [null,["","",null],"SyntaxError"]
// why: a reference to a group that took no part, or does not exist, must not read beyond the captures
const none = /(?:(a)|b)\1c/.exec("bd");
const empty = [.../(?=(?!(a))|\1)()/.exec("b")].toSpliced(1, 2, "", null);
let missing;
try {
  missing = new RegExp("\\9999", "u").exec("");
} catch (error) {
  missing = error.name;
}
[none, empty, missing];
