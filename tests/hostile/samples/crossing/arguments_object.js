// policy: production
// outcome: completed {"$type":"object","class":"Arguments","properties":{"0":1,"1":"two"}}
// why: an arguments object is tied to variables and to its function
(function () {
  return arguments;
})(1, "two");
