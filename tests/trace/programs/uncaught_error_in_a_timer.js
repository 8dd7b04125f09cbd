// outcome: threw
// From a string timer and from a function.
setTimeout("console.log('first'); undefinedName + 1", 1);
setTimeout(() => { console.log("second"); throw new RangeError("second") }, 2);
