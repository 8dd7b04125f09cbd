// outcome: threw
// What is thrown is no error.
(function () { for (const x of [1]) { throw "thrown " + x } })();
